using System.Text;
using System.Text.Json;

namespace Products.Cluster.Tests.Cache;

/// <summary>What the cache is for: activations that need no database.</summary>
public sealed class ReadThroughTests : CacheTest
{
    [Fact]
    public async Task A_second_activation_reads_nothing_from_storage_and_can_write()
    {
        var silo = await SiloAsync();
        await Inner.WriteFirstAsync(Id, 1);
        await silo.ReadAsync(Id);

        var reads = await ReadsAsync(async () =>
        {
            var state = await silo.ReadAsync(Id);
            Assert.Equal(("1", true, 1), (state.ETag, state.RecordExists, state.State!.Generation));
            Assert.Equal("é \"quoted\"", state.State!.Source);
            await silo.WriteAsync(Id, state, 2);
            Assert.Equal("2", state.ETag);
        });

        Assert.Equal(0, reads);
    }

    [Fact]
    public async Task What_was_just_created_is_in_the_cache_from_its_first_reading_on()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);

        Assert.Equal(1, await ReadsAsync(() => silo.ReadAsync(Id)));
        Assert.Equal(0, await ReadsAsync(() => silo.ReadAsync(Id)));
    }

    [Fact]
    public async Task What_was_just_written_is_in_the_cache_of_all_silos()
    {
        var (one, other) = (await SiloAsync(), await SiloAsync());
        await one.WriteAsync(Id, 1);
        await one.WriteAsync(Id, 2);

        var reads = await ReadsAsync(async () => Assert.Equal(2, await other.ContentAsync(Id)));
        Assert.Equal(0, reads);
    }

    [Fact]
    public async Task What_is_not_stored_is_not_cached()
    {
        var silo = await SiloAsync();
        Assert.False((await silo.ReadAsync(Id)).RecordExists);
        Assert.Equal(1, await ReadsAsync(() => silo.ReadAsync(Id)));
    }

    [Fact]
    public async Task The_value_is_one_JSON_document_with_the_version_and_expires()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        await silo.WriteAsync(Id, 2);
        await using var redis = await Redis.ConnectAsync();
        var server = redis.GetServer(redis.GetEndPoints()[0]);

        var key = Assert.Single(server.Keys(pattern: $"tests:{Epoch.Epoch}:state:{Id}").ToList());
        using var document = JsonDocument.Parse((string)(await redis.GetDatabase().StringGetAsync(key))!);
        Assert.Equal(2, document.RootElement.GetProperty("version").GetInt64());
        Assert.Equal(2, document.RootElement.GetProperty("state").GetProperty("generation").GetInt32());
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value.TotalMinutes, 8, 11);
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_passed_over()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        await silo.WriteAsync(Id, 2);
        await using var redis = await Redis.ConnectAsync();
        var key = redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: "*:state:*").Single();
        await redis.GetDatabase().StringSetAsync(key, Encoding.UTF8.GetBytes("{\"version\":2,\"state\":{\"generation\":}}"));

        Assert.Equal(2, await silo.ContentAsync(Id));
    }
}
