using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Hosting.Settings;
using Products.Servers.Postgres;
using Products.Servers.Processes;
using Products.Silo.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

public sealed class MigrationTests(EmptyPostgres shared)
{
    [Fact]
    public async Task Six_silos_may_start_at_once_on_an_empty_database()
    {
        var database = await shared.Server.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UpgradeAsync(database)));

        await using var connection = new NpgsqlConnection(database);
        Assert.Equal(Scripts(), await connection.QueryAsync<string>("SELECT scriptname FROM schema_versions ORDER BY 1"));
        Assert.Equal(3, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task A_database_that_a_newer_version_upgraded_is_still_served()
    {
        var database = await shared.Server.CreateDatabaseAsync();
        await UpgradeAsync(database);
        await using var connection = new NpgsqlConnection(database);
        await connection.ExecuteAsync("INSERT INTO schema_versions (scriptname, applied) VALUES ('Products.Silo.Storage.Migrations.9999_later.sql', now())");

        await UpgradeAsync(database);

        Assert.Equal(Scripts().Count + 1, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM schema_versions"));
    }

    [Fact]
    public async Task A_database_that_is_not_in_utf8_is_refused()
    {
        await using var connection = new NpgsqlConnection(shared.Server.ConnectionString);
        await connection.ExecuteAsync("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");

        var failure = await Assert.ThrowsAsync<StartFailureException>(() => UpgradeAsync(shared.Server.ConnectionString + ";Database=ascii"));

        Assert.Contains("Postgres:Database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_whose_database_does_not_answer_gives_up_and_names_the_setting()
    {
        var upgrade = Start(new PostgresOptions { Host = "127.0.0.1", Port = FreePort.Next(), StartTimeout = TimeSpan.FromSeconds(1) });

        var failure = await Assert.ThrowsAsync<StartFailureException>(() => upgrade).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("Postgres:Host", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named_at_once()
    {
        var upgrade = Start(new PostgresOptions { Host = "127.0.0.1", Port = shared.Server.Port, User = "postgres", Database = "nowhere" });

        var failure = await Assert.ThrowsAsync<StartFailureException>(() => upgrade).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("Postgres:Database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_waits_for_a_database_that_starts_after_it()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.StopAsync();
        var upgrade = Start(new PostgresOptions { ConnectionString = server.ConnectionString });

        await server.StartAgainAsync();

        await upgrade.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static List<string> Scripts() => [.. typeof(SchemaUpgrade).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order()];

    private static Task UpgradeAsync(string database) => Schema.UpgradeAsync(new NpgsqlConnectionStringBuilder(database), TimeSpan.FromSeconds(30), default);

    private static Task Start(PostgresOptions options) => new SchemaUpgrade(Options.Create(options), NullLogger<SchemaUpgrade>.Instance).StartingAsync(default);
}
