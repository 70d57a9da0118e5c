using System.Text.Json;
using Dapper;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Storage;
using Products.Hosting.Telemetry;
using Products.Standalone.Storage;

namespace Products.Standalone.Jobs;

/// <summary>The statements on <c>image_jobs</c>. Rows come and go with their product's commits; here they change hands.</summary>
internal sealed class ImageJobTable(Database database, TimeProvider time)
{
    /// <summary>Longer than any job's own time limit, so that a lease only runs out on a worker that hangs.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    private const string ClaimNext = """
        UPDATE image_jobs SET
          crashes = crashes + (leased_until IS NOT NULL),
          leased_until = @until
        WHERE seq = (SELECT seq FROM image_jobs
                     WHERE due_at <= @now AND coalesce(leased_until, 0) <= @now
                     ORDER BY crashes DESC, due_at, seq LIMIT 1)
          AND (@alone OR crashes = 0 OR crashes >= @MaxCrashes)
        RETURNING seq, product_id AS ProductId, image_id AS ImageId, generation, source, trace_parent AS TraceParent, history, crashes
        """;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A new process means that whoever held a lease is gone.</summary>
    public Task EndLeasesOfThePastAsync() => ExecuteAsync(
        "UPDATE image_jobs SET leased_until = NULL, crashes = crashes + 1 WHERE leased_until IS NOT NULL", new { });

    /// <summary>Takes the job that is due longest; one that a worker may have crashed on first, and only if <paramref name="alone"/>.</summary>
    public Task<ClaimedJob?> ClaimAsync(bool alone) => database.WriteAsync(connection =>
        connection.QuerySingleOrDefault<ClaimedJob>(ClaimNext, new { now = Now, until = Now + (long)LeaseTime.TotalMilliseconds, alone, ImageJobQueue.MaxCrashes }));

    /// <summary>How long until a job may be claimed, or null when there is none.</summary>
    public async Task<TimeSpan?> NextDueAsync()
    {
        var due = await database.ReadAsync(connection =>
            connection.ExecuteScalar<long?>("SELECT min(max(due_at, coalesce(leased_until, 0))) FROM image_jobs"));
        return due is null ? null : TimeSpan.FromMilliseconds(Math.Max(0, due.Value - Now));
    }

    /// <summary>Counts what is not done; the age is that since a job fell due.</summary>
    public async Task<JobsOutstanding> CountAsync()
    {
        const string Count = "SELECT count(*) AS Pending, min(due_at) AS Due, (SELECT count(*) FROM dead_letters) AS Dead FROM image_jobs";
        var (pending, due, dead) = await database.ReadAsync(connection => connection.QuerySingle<(long, long?, long)>(Count));
        return new(pending, Math.Max(0, Now - (due ?? Now)) / 1000.0, dead);
    }

    public Task RemoveAsync(long seq) => ExecuteAsync("DELETE FROM image_jobs WHERE seq = @seq", new { seq });

    public Task ReleaseAsync(long seq) => ExecuteAsync("UPDATE image_jobs SET leased_until = NULL WHERE seq = @seq", new { seq });

    /// <summary>Hands the job out later, its crashes still counted.</summary>
    public Task PutOffAsync(long seq, TimeSpan delay) => ExecuteAsync(
        "UPDATE image_jobs SET leased_until = NULL, due_at = @due WHERE seq = @seq", new { seq, due = Now + (long)delay.TotalMilliseconds });

    /// <summary>Hands the job out for another attempt.</summary>
    public Task PostponeAsync(long seq, TimeSpan delay, IReadOnlyList<FailedAttempt> history) => ExecuteAsync(
        "UPDATE image_jobs SET leased_until = NULL, crashes = 0, due_at = @due, history = @history WHERE seq = @seq",
        new
        {
            seq,
            due = Now + (long)delay.TotalMilliseconds,
            history = JsonSerializer.Serialize(history, GrainStateJson.Default.IReadOnlyListFailedAttempt),
        });

    private Task ExecuteAsync(string sql, object parameters) => database.WriteAsync(connection => connection.Execute(sql, parameters));
}

/// <summary>A row of <c>image_jobs</c> under lease.</summary>
internal sealed class ClaimedJob
{
    public long Seq { get; init; }
    public string ProductId { get; init; } = "";
    public string ImageId { get; init; } = "";
    public int Generation { get; init; }
    public string Source { get; init; } = "";
    public string? TraceParent { get; init; }
    public string History { get; init; } = "[]";
    public int Crashes { get; init; }

    public ImageJob ToJob() => new()
    {
        ProductId = Guid.Parse(ProductId),
        ImageId = Guid.Parse(ImageId),
        Generation = Generation,
        Source = Source,
        TraceParent = TraceParent,
    };

    public IReadOnlyList<FailedAttempt> ToHistory() =>
        JsonSerializer.Deserialize(History, GrainStateJson.Default.IReadOnlyListFailedAttempt)!;
}
