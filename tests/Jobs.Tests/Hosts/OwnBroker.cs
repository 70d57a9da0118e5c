using Products.Servers.RabbitMq;

namespace Products.Jobs.Tests.Hosts;

/// <summary>A broker for the tests of a class that kill, stop or pause it, one after the other.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
