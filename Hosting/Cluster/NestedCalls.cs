using Products.Grains.Interfaces;

namespace Products.Hosting.Cluster;

/// <summary>In a silo: a grain's call that was refused fails the grain as <see cref="GrainUnreachableException"/>.</summary>
public sealed class NestedCalls : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception failure) when (RejectedCalls.IsOurs(context.InterfaceMethod) && RejectedCalls.IsOfMessaging(failure))
        {
            throw new GrainUnreachableException($"{context.InterfaceMethod.Name} of {context.TargetId} was not answered.", failure);
        }
    }
}
