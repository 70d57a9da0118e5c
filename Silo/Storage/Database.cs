using System.Data.Common;
using Npgsql;

namespace Products.Silo.Storage;

/// <summary>Statements on the pool's connections, apart from those of the grain storage.</summary>
/// <remarks>Every statement has the time limit of <c>Postgres:CommandTimeout</c>.</remarks>
internal sealed partial class Database(NpgsqlDataSource source, ILogger<Database> logger)
{
    /// <exception cref="IOException">The database does not answer, or not with what was asked for; see <see cref="DatabaseFailure"/>.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> statements, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await statements(connection);
        }
        catch (DbException failure)
        {
            LogFailed(failure);
            throw DatabaseFailure.Of(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A statement failed in the database")]
    private partial void LogFailed(Exception failure);
}
