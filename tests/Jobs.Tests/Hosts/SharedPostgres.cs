using Npgsql;
using Products.Jobs.Tests.Hosts;
using Products.Servers.Postgres;
using Products.Silo.Storage;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Products.Jobs.Tests.Hosts;

/// <summary>One Postgres server for all tests; each has its own database.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private PostgresServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A database with the silo's schema.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync()
    {
        var settings = await _server.CreateDatabaseAsync();
        await Schema.UpgradeAsync(new NpgsqlConnectionStringBuilder(settings), TimeSpan.FromSeconds(30), CancellationToken.None);
        return NpgsqlDataSource.Create(settings);
    }
}
