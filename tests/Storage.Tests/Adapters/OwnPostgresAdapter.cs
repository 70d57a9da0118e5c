using Npgsql;
using Products.Servers.Postgres;

namespace Products.Storage.Tests.Adapters;

/// <summary>A silo's storage on a server of its own, which a test may stop, or hold a transaction open on. Statements end after 1 second.</summary>
public sealed class OwnPostgresAdapter() : PostgresAdapter(null!)
{
    public PostgresServer Server { get; private set; } = null!;

    protected override IEnumerable<string> Settings => [.. base.Settings, "--Postgres:CommandTimeout=00:00:01"];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task<string> CreateDatabaseAsync()
    {
        Server = await PostgresServer.StartAsync();
        return await Server.CreateDatabaseAsync();
    }
}
