using System.Reflection;
using Orleans.Serialization.Invocation;
using Products.Grains.Interfaces.Products;

namespace Products.Cluster.Tests.Calls;

/// <summary>A call of a product's <c>GetAsync</c> on its way out, of which each try does what it is told to.</summary>
internal sealed class FakeCall(Func<Task> attempt) : IOutgoingGrainCallContext
{
    public IInvokable Request { get; } = DispatchProxy.Create<IInvokable, RequestThatIsNotCancelled>();

    public object Grain => null!;

    public MethodInfo InterfaceMethod { get; } = typeof(IProductGrain).GetMethod(nameof(IProductGrain.ReadAsync))!;

    public string InterfaceName => nameof(IProductGrain);

    public string MethodName => nameof(IProductGrain.ReadAsync);

    public GrainInterfaceType InterfaceType => default;

    public object? Result { get; set; }

    public Response? Response { get; set; }

    public GrainId? SourceId => null;

    public GrainId TargetId => default;

    public IGrainContext? SourceContext => null;

    public Task Invoke() => attempt();

#pragma warning disable CA1852 // a proxy is a class derived from it
    private class RequestThatIsNotCancelled : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => CancellationToken.None;
    }
#pragma warning restore CA1852
}
