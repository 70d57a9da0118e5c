using System.Data.Common;
using Npgsql;

namespace Products.Silo.Storage;

/// <summary>Statements on the pool's connections, apart from those of the grain storage.</summary>
/// <remarks>
/// What fails leaves as an <see cref="IOException"/>: it crosses the cluster to clients that do not have Npgsql, and would be
/// a stranger there. Every statement has the time limit of <c>Postgres:CommandTimeout</c>.
/// </remarks>
internal sealed class Database(NpgsqlDataSource source)
{
    /// <exception cref="IOException">The database does not answer, or not with what was asked for.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> statements, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await statements(connection);
        }
        catch (DbException failure)
        {
            throw new IOException($"The database failed: {failure.Message}", failure);
        }
    }
}
