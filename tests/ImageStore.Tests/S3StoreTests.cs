using System.Diagnostics;
using Amazon.S3.Model;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;
using Products.Servers.Processes;
using Products.Servers.S3;

namespace Products.ImageStore.Tests;

public sealed class S3StoreTests(S3Fixture s3) : StoreContract
{
    protected override IImageStore Store { get; } = s3.Open();

    protected override IImageStore Broken { get; } = s3.Open(options => options.Bucket = "no-such-bucket");

    [Fact]
    public async Task A_variant_may_be_cached_for_ever_and_an_original_by_nobody_else()
    {
        await PutAsync("abc/compressed.webp", "x");
        await PutAsync("original", "x");

        Assert.Equal("public, max-age=31536000, immutable", (await HeadAsync("abc/compressed.webp")).Headers.CacheControl);
        Assert.Equal("private", (await HeadAsync("original")).Headers.CacheControl);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(6_000_000)]
    public async Task An_object_has_its_content_type_and_cache_header_however_it_was_sent(int length)
    {
        await Store.PutAsync(Key("abc/x.avif"), new RandomStream(length), "image/avif", Cancelled);

        var stored = await HeadAsync("abc/x.avif");
        Assert.Equal(("image/avif", "public, max-age=31536000, immutable", length),
            (stored.Headers.ContentType, stored.Headers.CacheControl, (int)stored.ContentLength));
    }

    [Fact]
    public async Task An_upload_that_fails_leaves_no_parts()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Store.PutAsync(Key("x"), new RandomStream(20_000_000, breaksAfter: 12_000_000), "image/webp", Cancelled));

        var uploads = await s3.Client.ListMultipartUploadsAsync(S3Fixture.Bucket, Cancelled);
        Assert.DoesNotContain(uploads.MultipartUploads ?? [], upload => upload.Key == Key("x"));
    }

    [Fact]
    public async Task More_objects_than_a_page_holds_are_deleted()
    {
        await Parallel.ForAsync(0, 1100, Cancelled, async (i, _) => await PutAsync($"many/{i}", "x"));
        await PutAsync("manyfold", "stays");

        await Store.DeleteAllAsync(Key("many/"), Cancelled);

        var left = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = S3Fixture.Bucket, Prefix = Key("many") }, Cancelled);
        Assert.Equal([Key("manyfold")], left.S3Objects.Select(item => item.Key));
    }

    [Fact]
    public async Task Wrong_credentials_are_told_with_the_settings_and_without_the_secret()
    {
        var store = s3.Open(options => options.SecretKey = "not-the-secret");

        var refused = await Assert.ThrowsAsync<ImageStoreException>(() => store.PutAsync(Key("x"), new MemoryStream([1]), "image/webp", Cancelled));
        await Assert.ThrowsAsync<ImageStoreException>(async () => await store.OpenAsync(Key("x"), Cancelled));
        await Assert.ThrowsAsync<ImageStoreException>(() => store.DeleteAllAsync(Key("x/"), Cancelled));

        Assert.Contains("S3:SecretKey", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_where_nobody_listens_fails_within_its_limit()
    {
        var store = s3.Open(options => (options.Endpoint, options.RequestTimeout) = ($"http://127.0.0.1:{FreePort.Next()}", TimeSpan.FromSeconds(2)));
        await FailsWithinAsync(10, () => store.PutAsync(Key("x"), new MemoryStream([1]), "image/webp", Cancelled));
        await FailsWithinAsync(10, () => store.OpenAsync(Key("x"), Cancelled));
    }

    [Fact]
    public async Task A_store_that_hangs_fails_within_its_limit_and_serves_again_when_it_is_back()
    {
        await using var server = await S3Server.StartAsync();
        var store = s3.Open(options => (options.Endpoint, options.RequestTimeout) = (server.Endpoint, TimeSpan.FromSeconds(1)));
        using var client = S3Connection.Open(s3.Options(options => options.Endpoint = server.Endpoint));
        await client.PutBucketAsync(S3Fixture.Bucket, Cancelled);

        server.Process.Pause();
        await FailsWithinAsync(10, () => store.PutAsync(Key("x"), new RandomStream(6_000_000), "image/webp", Cancelled));
        await FailsWithinAsync(10, () => store.DeleteAllAsync(Key("x/"), Cancelled));

        server.Process.Resume();
        Assert.Equal(1, await store.PutAsync(Key("x"), new MemoryStream([1]), "image/webp", Cancelled));
    }

    [Theory]
    [InlineData("http://localhost:9000", false)]
    [InlineData("https://s3.eu-west-1.amazonaws.com", true)]
    [InlineData("https://amazonaws.com.example.org", false)]
    [InlineData(null, true)]
    public void Only_aws_is_treated_as_aws(string? endpoint, bool isAws) => Assert.Equal(isAws, new S3Options { Endpoint = endpoint }.IsAws);

    [Theory]
    [InlineData("a/b/original", false)]
    [InlineData("a/b/hash/compressed.webp", true)]
    [InlineData("health/0123abcd", false)]
    public void Only_a_variant_is_cached(string key, bool cached) => Assert.Equal(cached, ImageKey.IsVariant(key));

    private Task<GetObjectMetadataResponse> HeadAsync(string name) => s3.Client.GetObjectMetadataAsync(S3Fixture.Bucket, Key(name), Cancelled);

    private static async Task FailsWithinAsync(int seconds, Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<ImageStoreException>(call);
        Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < seconds, $"took {Stopwatch.GetElapsedTime(started)}");
    }
}
