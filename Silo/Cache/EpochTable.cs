using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Products.Silo.Storage;

namespace Products.Silo.Cache;

/// <summary>The table <c>cache_epoch</c>, over which silos agree whether the cache may be used even when they cannot reach it.</summary>
/// <remarks>Its connections are its own: one of the grains' pool would be waited for just when there is much to do.</remarks>
internal sealed class EpochTable(NpgsqlConnectionStringBuilder settings) : IAsyncDisposable
{
    /// <summary>How long a suspension lasts unless it is renewed.</summary>
    public static readonly TimeSpan Suspension = TimeSpan.FromSeconds(10);

    /// <summary>A suspension with less than this left counts as over; it is renewed long before. Longer than a commit takes.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(5);

    private const string Seen = "epoch, extract(epoch from suspended_until - clock_timestamp())::float8, server";

    private const string ReadSql = $"SELECT {Seen} FROM cache_epoch";

    private const string SuspendSql =
        $"""
        UPDATE cache_epoch SET
            epoch = greatest($3, epoch + CASE WHEN suspended_until > clock_timestamp() + $4 OR server = $2 THEN 0 ELSE 1 END),
            suspended_until = CASE WHEN server = $2 OR (server = '' AND $2 IS NOT NULL) THEN suspended_until ELSE greatest(suspended_until, clock_timestamp() + $1) END,
            server = coalesce($2, server)
        RETURNING {Seen}
        """;

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(OfOwn(settings));

    /// <exception cref="IOException">The database failed.</exception>
    public Task<EpochRow> ReadAsync(CancellationToken cancellationToken) => RunAsync(new NpgsqlCommand(ReadSql), cancellationToken);

    /// <summary>A suspension that holds goes on; a new one, or one renewed so late that others may have seen its end, begins a new epoch.</summary>
    /// <param name="server">The run of Redis that is used from then on, at once if none ever was, or it is already; null leaves it as it is.</param>
    /// <param name="atLeast">The epoch is this or a later one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The database failed.</exception>
    public Task<EpochRow> SuspendAsync(string? server, long atLeast, CancellationToken cancellationToken) => RunAsync(
        new NpgsqlCommand(SuspendSql)
        {
            Parameters =
            {
                new() { Value = Suspension },
                new() { Value = (object?)server ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = atLeast },
                new() { Value = Ending },
            },
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static NpgsqlConnectionStringBuilder OfOwn(NpgsqlConnectionStringBuilder settings) =>
        new(settings.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0, CommandTimeout = 5 };

    private async Task<EpochRow> RunAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadRowAsync(command, cancellationToken);
        }
        catch (DbException failure)
        {
            throw DatabaseFailure.Of(failure);
        }
        catch (OperationCanceledException)
        {
            throw new IOException("The database did not answer in time.");
        }
    }

    private async Task<EpochRow> ReadRowAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using (command)
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new EpochRow(reader.GetInt64(0), TimeSpan.FromSeconds(Math.Min(reader.GetDouble(1), TimeSpan.MaxValue.TotalSeconds / 2)), reader.GetString(2));
        }
    }
}
