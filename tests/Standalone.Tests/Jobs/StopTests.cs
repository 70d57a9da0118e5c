using Microsoft.Data.Sqlite;
using Products.Client;
using Products.Servers;

namespace Products.Standalone.Tests.Jobs;

public sealed class StopTests : IDisposable
{
    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-stop-").FullName;

    [Fact]
    public async Task A_stop_answers_who_waits_and_gives_the_jobs_back_as_if_they_had_not_been_taken()
    {
        var requests = 0;
        await using var slow = await PictureServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var host = await HostProcess.StartAsync(_dataPath, "--Images:IdleTimeout=00:01:00");
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{slow.Url}/1.jpg");
        await Until.TrueAsync(() => Task.FromResult(requests), count => count > 0);
        var held = host.Api.GetProductAsync(id, ImageWait.Images, timeout: 60);

        var stopping = host.StopAsync();

        Assert.Equal(ImagesStatus.Pending, (await held.WaitAsync(TimeSpan.FromSeconds(10))).Result.ImageStatus);
        Assert.Equal(0, await stopping.WaitAsync(TimeSpan.FromSeconds(28)));
        Assert.Equal("0|", Query("SELECT crashes || '|' || coalesce(leased_until, '') FROM image_jobs"));
    }

    [Fact]
    public async Task Every_product_that_was_acknowledged_before_a_stop_under_load_is_there_after_it()
    {
        var acknowledged = new List<Guid>();
        await using (var host = await HostProcess.StartAsync(_dataPath))
        {
            var user = await host.Api.CreateUserAsync();
            var clients = Enumerable.Range(0, 8).Select(_ => CreateUntilRefusedAsync(host.Api, user, acknowledged)).ToArray();
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count), count => count > 50, seconds: 60);
            Assert.Equal(0, await host.StopAsync());
            await Task.WhenAll(clients);
        }

        Assert.Equal(acknowledged.Count, int.Parse(Query($"SELECT count(*) FROM products WHERE id IN ('{string.Join("','", acknowledged)}')")));
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);

    private static async Task CreateUntilRefusedAsync(ProductsClient api, Guid user, List<Guid> acknowledged)
    {
        try
        {
            while (true)
            {
                var id = await api.CreateProductAsync(user);
                lock (acknowledged)
                {
                    acknowledged.Add(id);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The host has stopped.
        }
    }

    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_dataPath}/products.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!.ToString()!;
    }
}
