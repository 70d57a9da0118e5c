using Npgsql;

namespace Products.Servers.Postgres;

/// <summary>One Postgres server for all tests of a project that do not stop it: an assembly fixture.</summary>
/// <param name="createSchema">Creates the schema of the databases, once; each of them is a copy.</param>
public abstract class SharedPostgres(Func<NpgsqlConnectionStringBuilder, Task> createSchema) : IAsyncLifetime
{
    private string _template = "";

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        var template = new NpgsqlConnectionStringBuilder(await Server.CreateDatabaseAsync());
        await createSchema(template);
        _template = template.Database!;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }

    /// <summary>Creates a database with the schema.</summary>
    /// <param name="connected">Runs on each connection that is opened; connections are then not pooled.</param>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync(Func<NpgsqlConnection, Task>? connected = null)
    {
        var builder = new NpgsqlDataSourceBuilder(await Server.CreateDatabaseAsync(_template));
        builder.ConnectionStringBuilder.Pooling = connected is null;
        return builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException(), connected ?? (_ => Task.CompletedTask)).Build();
    }
}
