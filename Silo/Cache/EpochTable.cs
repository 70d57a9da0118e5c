using Npgsql;

namespace Products.Silo.Cache;

/// <summary>The table <c>cache_epoch</c>, over which silos agree whether the cache may be used even when they cannot reach it.</summary>
/// <remarks>Its connections are its own: one of the grains' pool would be waited for just when there is much to do.</remarks>
internal sealed class EpochTable(NpgsqlConnectionStringBuilder settings) : IAsyncDisposable
{
    /// <summary>How long a suspension lasts unless it is renewed.</summary>
    public static readonly TimeSpan Suspension = TimeSpan.FromSeconds(10);

    private const string Seen = "epoch, extract(epoch from suspended_until - clock_timestamp())::float8";

    private const string ReadSql = $"SELECT {Seen} FROM cache_epoch";

    /// <summary>A suspension that holds goes on; a new one begins a new epoch.</summary>
    private const string SuspendSql =
        $"""
        UPDATE cache_epoch SET
            epoch = epoch + CASE WHEN suspended_until > clock_timestamp() THEN 0 ELSE 1 END,
            suspended_until = greatest(suspended_until, clock_timestamp() + $1)
        RETURNING {Seen}
        """;

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(OfOwn(settings));

    public Task<EpochRow> ReadAsync(CancellationToken cancellationToken) => RunAsync(new NpgsqlCommand(ReadSql), cancellationToken);

    public Task<EpochRow> SuspendAsync(CancellationToken cancellationToken) =>
        RunAsync(new NpgsqlCommand(SuspendSql) { Parameters = { new() { Value = Suspension } } }, cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static NpgsqlConnectionStringBuilder OfOwn(NpgsqlConnectionStringBuilder settings) =>
        new(settings.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0, CommandTimeout = 5 };

    private async Task<EpochRow> RunAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using (command)
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new EpochRow(reader.GetInt64(0), TimeSpan.FromSeconds(Math.Min(reader.GetDouble(1), TimeSpan.MaxValue.TotalSeconds / 2)));
        }
    }
}
