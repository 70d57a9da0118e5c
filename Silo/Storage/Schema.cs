using Dapper;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Npgsql;
using Products.Hosting.Settings;

namespace Products.Silo.Storage;

/// <summary>Brings the database to this version's schema: the numbered scripts in <c>Migrations</c>, each once.</summary>
/// <remarks>
/// One process at a time, whoever else starts waits. Scripts of a newer version that the journal names are left alone, so
/// that silos of this version and the next can share a database during a rolling upgrade.
/// </remarks>
internal static class Schema
{
    private const string Scripts = ".Storage.Migrations.";
    private const string Journal = "schema_versions";

    /// <summary>The key of the lock; any number that nobody else takes.</summary>
    private const long LockKey = 0x70726f6475637473;

    private static readonly TimeSpan LongestScript = TimeSpan.FromMinutes(10);

    /// <param name="settings">Where; pooling and time limits are the upgrade's own.</param>
    /// <param name="longestWait">How long to wait for another process that is at it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartFailureException">A script failed, or the database cannot hold the catalogue.</exception>
    public static async Task UpgradeAsync(NpgsqlConnectionStringBuilder settings, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(Own(settings));
        await using var connection = await source.OpenConnectionAsync(cancellationToken); // whose end frees the lock
        await RequireUtf8Async(connection);
        var wait = (int)Math.Ceiling(longestWait.TotalSeconds);
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: wait, cancellationToken: cancellationToken));

        await Task.Run(() => RunScripts(source), cancellationToken);
        await NameFold.UpgradeAsync(connection, cancellationToken);
        await connection.ExecuteAsync("SELECT raise_change_base()");
    }

    private static NpgsqlConnectionStringBuilder Own(NpgsqlConnectionStringBuilder settings) => new(settings.ConnectionString)
    {
        Pooling = false,
        MaxAutoPrepare = 0,
        CommandTimeout = (int)LongestScript.TotalSeconds,
    };

    private static async Task RequireUtf8Async(NpgsqlConnection connection)
    {
        var encoding = await connection.ExecuteScalarAsync<string>("SHOW server_encoding");
        if (encoding != "UTF8")
        {
            throw new StartFailureException($"{PostgresOptions.Section}:Database: its encoding is {encoding}; it must be UTF8.");
        }
    }

    private static void RunScripts(NpgsqlDataSource source)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(source))
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.Contains(Scripts, StringComparison.Ordinal))
            .JournalToPostgresqlTable("public", Journal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(LongestScript)
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
        {
            var script = result.ErrorScript?.Name ?? "the journal";
            throw new StartFailureException($"{PostgresOptions.Section}: the database could not be upgraded ({script}): {result.Error.Message}", result.Error);
        }
    }
}
