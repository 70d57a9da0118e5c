using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Products.Silo.Storage;

/// <summary>Stores products with group commit: what arrives while a statement is under way is stored by the next one.</summary>
/// <remarks>
/// Each write has its own version check and its own outcome. There is no timer: a lone write goes out at once. A lane lasts as long as there
/// is something to be written, so there is nothing to stop: who waits for a write keeps the process. See docs/decisions/0024-group-commit.md.
/// </remarks>
internal sealed partial class ProductWriter(
    NpgsqlDataSource source, ILocalSiloDetails silo, IOptions<PostgresOptions> options, IMeterFactory meters, TimeProvider time, ILogger<ProductWriter> logger)
{
    /// <summary>So many waiting writes get a second lane: with one, all callers would wait for the database, and then it for them.</summary>
    private const int ManyWaiting = 8;

    private const int Lanes = 2;

    private readonly TimeSpan _limit = TimeSpan.FromSeconds(options.Value.ToConnectionString().CommandTimeout);
    private readonly WriteFigures _figures = new(meters);
    private readonly string _silo = silo.SiloAddress.ToParsableString();
    private readonly Lock _lock = new();
    private readonly WriteQueue _queue = new();
    private int _lanes;

    /// <summary>Stores a product, once the writes before it are stored; within <c>Postgres:CommandTimeout</c>, and a second at least.</summary>
    /// <param name="id">The product.</param>
    /// <param name="version">The version that it must have now; 0 when it must not be there.</param>
    /// <param name="state">Its JSON.</param>
    /// <exception cref="IOException">The database does not answer; whether it has stored the product is not known.</exception>
    public Task<WriteOutcome> WriteAsync(Guid id, int version, BinaryData state)
    {
        var write = new PendingWrite(id, version, state.ToArray(), time.GetTimestamp());
        if (Add(write))
        {
            TakeTurn();
        }

        return write.Outcome;
    }

    /// <returns>Whether a lane is to be started.</returns>
    private bool Add(PendingWrite write)
    {
        lock (_lock)
        {
            _queue.Add(write);
            var start = _lanes == 0 || (_lanes < Lanes && _queue.Count >= ManyWaiting);
            _lanes += start ? 1 : 0;
            return start;
        }
    }

    /// <summary>A lane goes on behind the work that the process has before it: what comes of that is written with the rest.</summary>
    /// <remarks>It leaves the context of the caller behind, whose write is one of many.</remarks>
    private void TakeTurn() => ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.WriteNextAsync(), this, preferLocal: false);

    private async Task WriteNextAsync()
    {
        var group = Next();
        if (group.Count > 0)
        {
            await WriteAsync(group);
            Free(group);
            TakeTurn();
        }
    }

    /// <returns>Empty when the lane ends: there is nothing for it, or too little for two.</returns>
    private List<PendingWrite> Next()
    {
        lock (_lock)
        {
            var group = _lanes > 1 && _queue.Count < ManyWaiting ? [] : _queue.Take();
            _lanes -= group.Count == 0 ? 1 : 0;
            return group;
        }
    }

    private void Free(List<PendingWrite> group)
    {
        lock (_lock)
        {
            _queue.Free(group);
        }
    }

    private async Task WriteAsync(List<PendingWrite> group)
    {
        using var statement = _figures.Begin(group.Count);
        try
        {
            var waited = time.GetElapsedTime(group.Min(write => write.Since));
            var stored = await WriteStatement.RunAsync(source, _silo, group, _limit - waited);
            group.ForEach(write => write.End(OutcomeOf(write, stored)));
            statement.Done();
        }
        catch (PostgresException failure) when (failure.InvariantSeverity == "ERROR") // it was rolled back, for certain
        {
            LogRolledBack(failure, group.Count);
            group.ForEach(write => write.End(WriteOutcome.Alone));
        }
        catch (Exception failure)
        {
            LogFailed(failure, group.Count);
            group.ForEach(write => write.Fail(failure is DbException cause ? DatabaseFailure.Of(cause) : new IOException(failure.Message)));
        }
    }

    private static WriteOutcome OutcomeOf(PendingWrite write, Guid[]? stored) =>
        stored is null ? WriteOutcome.Replaced
        : stored.Contains(write.Id) ? WriteOutcome.Stored
        : WriteOutcome.Conflict;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A statement with {Count} writes failed; each is written alone")]
    private partial void LogRolledBack(Exception failure, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A statement with {Count} writes failed")]
    private partial void LogFailed(Exception failure, int count);
}
