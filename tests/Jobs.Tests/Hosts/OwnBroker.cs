using Products.Servers.RabbitMq;

namespace Products.Jobs.Tests.Hosts;

/// <summary>A broker for tests that kill, stop or pause it, one after the other.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class HurtsItsBroker : ICollectionFixture<OwnBroker>
{
    public const string Name = "hurts its broker";
}
