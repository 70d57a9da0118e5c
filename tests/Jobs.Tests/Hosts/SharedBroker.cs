using Products.Jobs.Tests.Hosts;
using Products.Servers.RabbitMq;

[assembly: AssemblyFixture(typeof(SharedBroker))]

namespace Products.Jobs.Tests.Hosts;

/// <summary>One broker for all tests that do not hurt it; each has its own queues.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
