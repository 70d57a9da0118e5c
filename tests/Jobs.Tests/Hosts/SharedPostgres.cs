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
    /// <param name="connected">What happens to each connection that is opened.</param>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(Func<NpgsqlConnection, Task>? connected = null)
    {
        var settings = await _server.CreateDatabaseAsync();
        await Schema.UpgradeAsync(new NpgsqlConnectionStringBuilder(settings), TimeSpan.FromSeconds(30), CancellationToken.None);
        var builder = new NpgsqlDataSourceBuilder(settings);
        builder.ConnectionStringBuilder.Pooling = connected is null;
        return builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException(), connected ?? (_ => Task.CompletedTask)).Build();
    }
}
