using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;
using Products.Jobs.Tests.Hosts;
using Products.Standalone.Jobs;
using Products.Standalone.Storage;

namespace Products.Jobs.Tests.Contract;

/// <summary>The queue of a single process: rows of SQLite.</summary>
public sealed class EmbeddedJobQueueTests : JobQueueContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-jobs-").FullName;
    private readonly FakeLetters _letters = new();
    private readonly List<ImageJobQueue> _workers = [];
    private Database _database = null!;

    protected override ICollection<DeadLetter> Letters => _letters.All;

    public override ValueTask InitializeAsync()
    {
        _database = new Database(Path.Combine(_folder, "jobs.db"));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await Limit.CancelAsync();
        _workers.ForEach(worker => worker.Dispose());
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    protected override IImageJobSource Worker()
    {
        var worker = new ImageJobQueue(new ImageJobTable(_database, TimeProvider.System), FakeGrains.With(_letters), TimeProvider.System, NullLogger<ImageJobQueue>.Instance);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Nothing to do: the next worker is a new process, and knows that there is no other.</summary>
    protected override Task VanishAsync(IImageJobSource worker) => Task.CompletedTask;

    protected override async Task AddAsync(params ImageJob[] jobs)
    {
        foreach (var job in jobs)
        {
            await _database.WriteAsync(connection => connection.Execute(
                "INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent, due_at) VALUES (@product, @image, @Generation, @Source, @TraceParent, @due)",
                new
                {
                    product = job.ProductId.ToString("D", CultureInfo.InvariantCulture),
                    image = job.ImageId.ToString("D", CultureInfo.InvariantCulture),
                    job.Generation,
                    job.Source,
                    job.TraceParent,
                    due = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                }));
        }

        _workers.ForEach(worker => worker.Announce(jobs));
    }
}
