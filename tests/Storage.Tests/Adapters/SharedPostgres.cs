using Products.Servers.Postgres;

[assembly: AssemblyFixture(typeof(Products.Storage.Tests.Adapters.SharedPostgres))]

namespace Products.Storage.Tests.Adapters;

/// <summary>One server for all tests that do not stop it; each test class has a database of its own.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
