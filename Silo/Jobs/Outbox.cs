using Npgsql;
using Products.Grains.Interfaces.Images;
using Products.Hosting.Telemetry;

namespace Products.Silo.Jobs;

/// <summary>The statements on <c>image_jobs</c>. Rows come and go with their product's commits; here they are published.</summary>
/// <remarks>All skip rows that a commit holds at the moment: waiting for it could end in a deadlock with a product's write.</remarks>
internal sealed class Outbox(NpgsqlDataSource database)
{
    /// <summary>How long a job that was claimed is left alone: longer than publishing a batch takes.</summary>
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(20);

    private const string Claim = """
        UPDATE image_jobs AS job SET due_at = now() + $2
        FROM (SELECT product_id, image_id, generation FROM image_jobs
              WHERE due_at <= now() + $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
        WHERE job.product_id = due.product_id AND job.image_id = due.image_id AND job.generation = due.generation
        RETURNING job.product_id, job.image_id, job.generation, job.source, job.trace_parent
        """;

    private const string Those = """
        FROM (SELECT product_id, image_id, generation FROM image_jobs
              WHERE (product_id, image_id, generation) IN (SELECT * FROM unnest($1, $2, $3)) FOR UPDATE SKIP LOCKED) AS those
        WHERE job.product_id = those.product_id AND job.image_id = those.image_id AND job.generation = those.generation
        """;

    private const string Stamp = "UPDATE image_jobs AS job SET published_at = now(), due_at = now() + $4 " + Those;

    private const string Count = """
        SELECT (SELECT count(*) FROM image_jobs),
          (SELECT extract(epoch FROM now() - min(created_at))::float8 FROM image_jobs),
          (SELECT count(*) FROM dead_letters)
        """;

    private const string Release = "UPDATE image_jobs AS job SET due_at = now() " + Those;

    /// <summary>Takes jobs that are due, or will be within <paramref name="ahead"/>; no other silo is given them for a while.</summary>
    public async Task<IReadOnlyList<ImageJob>> ClaimAsync(TimeSpan ahead, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command(Claim, Of(ahead), Of(ClaimTime), Of(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var jobs = new List<ImageJob>();
        while (await reader.ReadAsync(cancellationToken))
        {
            jobs.Add(Read(reader));
        }

        return jobs;
    }

    /// <summary>Notes that the broker has these jobs; they fall due again after <paramref name="republishAfter"/>.</summary>
    public async Task StampAsync(IReadOnlyCollection<ImageJob> jobs, TimeSpan republishAfter, CancellationToken cancellationToken)
    {
        await using var command = Command(Stamp, [.. Keys(jobs), Of(republishAfter)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets these jobs fall due at once: they were claimed or announced, and not published.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<ImageJob> jobs, CancellationToken cancellationToken)
    {
        await using var command = Command(Release, Keys(jobs));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts them, which takes some 0.1 s for a million.</summary>
    public async Task<JobsOutstanding> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0), reader.IsDBNull(1) ? 0 : reader.GetDouble(1), reader.GetInt64(2));
    }

    private static NpgsqlParameter[] Keys(IReadOnlyCollection<ImageJob> jobs) =>
    [
        Of(jobs.Select(job => job.ProductId).ToArray()),
        Of(jobs.Select(job => job.ImageId).ToArray()),
        Of(jobs.Select(job => job.Generation).ToArray()),
    ];

    private static ImageJob Read(NpgsqlDataReader row) => new()
    {
        ProductId = row.GetGuid(0),
        ImageId = row.GetGuid(1),
        Generation = row.GetInt32(2),
        Source = row.GetString(3),
        TraceParent = row.IsDBNull(4) ? null : row.GetString(4),
    };

    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
