using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Images;
using Products.Hosting.Cleanup;
using Products.Hosting.ImageStore;
using Products.Standalone.Storage;

namespace Products.Standalone.Tests.Cleanup;

public sealed class ImageSweeperTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-sweep-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Store _store = new();
    private Database _database = null!;
    private ImageSweeper _sweeper = null!;

    public ValueTask InitializeAsync()
    {
        _database = new Database(Path.Combine(_folder, "x.db"));
        _sweeper = new ImageSweeper(new RemovedImages(_database), _store, Options.Create(new CleanupOptions()), _time, NullLogger<ImageSweeper>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.StopAsync(CancellationToken.None);
        _sweeper.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task One_that_cannot_be_deleted_is_put_off_and_the_others_are_deleted()
    {
        var stuck = (await RemovedAsync(1, minutesAgo: 60)).Single();
        await RemovedAsync(3, minutesAgo: 30);
        _store.Stuck = ImageKey.Prefix(stuck, stuck);

        await _sweeper.StartAsync(CancellationToken.None);

        await Until.TrueAsync(LeftAsync, left => left == 1);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), await _database.ReadAsync(connection =>
            connection.ExecuteScalar<long>("SELECT removed_at FROM image_deletions WHERE image_id = @stuck", new { stuck = stuck.ToString() })));
    }

    [Fact]
    public async Task One_sweep_deletes_all_that_is_due_and_nothing_else()
    {
        await RemovedAsync(250, minutesAgo: 20);
        await RemovedAsync(2, minutesAgo: 10); // may still be served

        await _sweeper.StartAsync(CancellationToken.None);

        await Until.TrueAsync(LeftAsync, left => left == 2);
        Assert.Equal(250, _store.Deleted);
    }

    private async Task<List<Guid>> RemovedAsync(int count, int minutesAgo)
    {
        var removedAt = _time.GetUtcNow().AddMinutes(-minutesAgo).ToUnixTimeMilliseconds();
        var images = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(images.Select(image => _database.WriteAsync(connection => connection.Execute(
            "INSERT INTO image_deletions VALUES (@id, @id, @removedAt)", new { id = image.ToString(), removedAt }))));
        return images;
    }

    private Task<long> LeftAsync() => _database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM image_deletions"));

    private sealed class Store : IImageStore
    {
        public string? Stuck { get; set; }

        public int Deleted { get; private set; }

        public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
        {
            Deleted++;
            return prefix == Stuck ? throw new IOException("It cannot be deleted.") : Task.CompletedTask;
        }

        public Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public string UrlOf(string key) => throw new NotSupportedException();
    }
}
