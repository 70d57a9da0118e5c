using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>Brings the database to this version's schema: the numbered scripts in <c>Migrations</c>, each once.</summary>
internal static class Schema
{
    public static void Upgrade(string connectionString)
    {
        UseWriteAheadLog(connectionString);

        var result = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
        {
            throw new InvalidOperationException($"The database could not be upgraded: {result.Error.Message}", result.Error);
        }

        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        NameFold.Upgrade(connection);
    }

    /// <summary>Readers never wait for the writer, nor it for them.</summary>
    private static void UseWriteAheadLog(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL");
    }
}
