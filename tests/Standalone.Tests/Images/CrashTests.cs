using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Products.Client;
using Products.Servers;

namespace Products.Standalone.Tests.Images;

public sealed class CrashTests : IDisposable
{
    private const int Images = 50;
    private const int VariantsOfEach = 3;

    private const string Patient = "--Images:IdleTimeout=00:01:00";

    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-crash-").FullName;
    private int _deadlyRequests;

    [Fact]
    public async Task After_kill_9_with_50_images_in_flight_all_become_ready_once_and_nothing_stray_is_stored()
    {
        await using var source = await PictureServer.ServingAsync(Pictures.Quadrants(800, 600).JpegsaveBuffer());
        var products = new List<Guid>();
        await using (var host = await HostProcess.StartAsync(_dataPath))
        {
            var user = await host.Api.CreateUserAsync();
            for (var product = 0; product < Images / 5; product++)
            {
                var images = Enumerable.Range(0, 5).Select(image => $"{source.Url}/{product}/{image}.jpg").ToArray();
                products.Add(await host.Api.CreateProductAsync(user, images));
            }

            await Until.TrueAsync(() => Task.FromResult(StoredFiles().Count), count => count >= 10);
            await host.KillAsync();
        }

        Assert.InRange(StoredFiles().Count, 10, (Images * VariantsOfEach) - 1);
        await using var again = await HostProcess.StartAsync(_dataPath);
        foreach (var id in products)
        {
            AssertReadyOnce(await again.Api.WhenDoneAsync(id));
        }

        Assert.Equal(Images * VariantsOfEach, StoredFiles().Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_dataPath, "images", ".partial")));
    }

    [Fact]
    public async Task An_image_that_is_in_work_at_every_crash_fails_in_the_end_and_its_neighbours_become_ready()
    {
        var picture = File.ReadAllBytes(Photographs.Flower);
        await using var source = await PictureServer.StartAsync(context => context.Request.Path == "/deadly.jpg"
            ? NeverAsync(context)
            : PictureServer.WriteAsync(context, picture));
        Guid id;
        await using (var first = await HostProcess.StartAsync(_dataPath, Patient))
        {
            var user = await first.Api.CreateUserAsync();
            id = await first.Api.CreateProductAsync(user, $"{source.Url}/deadly.jpg", $"{source.Url}/1.jpg", $"{source.Url}/2.jpg");
            await WorkingAsync(first);
        }

        for (var crash = 2; crash <= 3; crash++)
        {
            await using var next = await HostProcess.StartAsync(_dataPath, Patient);
            await WorkingAsync(next);
        }

        await using var last = await HostProcess.StartAsync(_dataPath, Patient);
        var images = (await last.Api.WhenDoneAsync(id)).Images;
        Assert.Equal([ImageStatus.Failed, ImageStatus.Ready, ImageStatus.Ready], images.Select(image => image.Status));
        Assert.Equal("worker_crashed", images[0].Error?.Code);

        async Task WorkingAsync(HostProcess host)
        {
            await Until.TrueAsync(() => Task.FromResult(Interlocked.Exchange(ref _deadlyRequests, 0)), requests => requests > 0);
            await host.KillAsync();
        }
    }

    [Fact]
    public async Task A_job_that_cannot_even_be_ended_does_not_keep_the_others_waiting()
    {
        await using var source = await PictureServer.ServingAsync(File.ReadAllBytes(Photographs.Flower));
        await using (var first = await HostProcess.StartAsync(_dataPath, "--Images:AllowPrivateNetworks=false", "--Images:RetryDelays=01:00:00"))
        {
            await first.Api.CreateProductAsync(await first.Api.CreateUserAsync(), "http://name.invalid/1.jpg");
            await Until.TrueAsync(() => Task.FromResult(Execute("SELECT history FROM image_jobs")), history => history != "[]");
            await first.KillAsync();
        }

        Execute("UPDATE products SET payload = json_set(payload, '$.schema', 99); UPDATE image_jobs SET crashes = 3, due_at = 0");
        await using var host = await HostProcess.StartAsync(_dataPath);
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{source.Url}/2.jpg");

        Assert.Equal(ImagesStatus.Ready, (await host.Api.WhenDoneAsync(id)).ImageStatus);
    }

    [Fact]
    public async Task An_acknowledged_product_outlives_kill_9()
    {
        Guid id;
        await using (var host = await HostProcess.StartAsync(_dataPath))
        {
            id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());
            await host.KillAsync();
        }

        await using var again = await HostProcess.StartAsync(_dataPath);
        Assert.Equal("Lamp", (await again.Api.ReadAsync(id)).ProductName);
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_refuses_to_start_and_says_why()
    {
        await using var first = await HostProcess.StartAsync(_dataPath);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(_dataPath));
        Assert.Contains("Standalone:DataPath", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);

    private async Task NeverAsync(HttpContext context)
    {
        Interlocked.Increment(ref _deadlyRequests);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    private string? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_dataPath}/products.db;Pooling=False");
        return connection.ExecuteScalar<string>(sql);
    }

    private static void AssertReadyOnce(Product product)
    {
        Assert.Equal(ImagesStatus.Ready, product.ImageStatus);
        Assert.Equal(5, product.CompressedProductImages.Count);
        Assert.Equal(5, product.CompressedProductImages.Distinct().Count());
    }

    private List<string> StoredFiles() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_dataPath, "images"), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".partial", StringComparison.Ordinal)),
    ];
}
