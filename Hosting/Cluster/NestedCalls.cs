using Products.Grains.Interfaces;

namespace Products.Hosting.Cluster;

/// <summary>In a silo: a grain's call that was refused fails the grain as <see cref="GrainUnreachableException"/>.</summary>
public sealed class NestedCalls : IOutgoingGrainCallFilter
{
    /// <summary>Orleans' own calls, several for each activation, pass without a state machine.</summary>
    public Task Invoke(IOutgoingGrainCallContext context) =>
        RejectedCalls.IsOurs(context.InterfaceMethod) ? TranslateAsync(context) : context.Invoke();

    private static async Task TranslateAsync(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception failure) when (RejectedCalls.IsOfMessaging(failure))
        {
            throw new GrainUnreachableException($"{context.InterfaceMethod.Name} of {context.TargetId} was not answered.", failure);
        }
    }
}
