using System.Net;
using Products.Grains.Interfaces.Images;

namespace Products.Standalone.Tests.Api;

public sealed class ImageFileTests(ApiHost host) : IAsyncLifetime
{
    private readonly string _key = ImageKey.Variant(Guid.NewGuid(), Guid.NewGuid(), "0123abcd", "compressed.webp");

    public async ValueTask InitializeAsync()
    {
        var path = Path.Combine(host.DataPath, "images", _key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "0123456789");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_picture_is_served_for_ever_and_as_nothing_but_a_picture()
    {
        var picture = (await host.Client.SendAsync("GET", "/images/" + _key)).Is(HttpStatusCode.OK);

        Assert.Equal(("0123456789", "image/webp"), (picture.Text, picture.ContentHeaders.ContentType?.ToString()));
        Assert.Equal("public, max-age=31536000, immutable", picture.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("default-src 'none'; sandbox", picture.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        (await host.Client.SendAsync("GET", "/images/" + _key, null, ("If-None-Match", picture.ETag))).Is(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_range_and_a_head_are_answered()
    {
        var range = (await host.Client.SendAsync("GET", "/images/" + _key, null, ("Range", "bytes=2-4"))).Is(HttpStatusCode.PartialContent);
        var head = (await host.Client.SendAsync("HEAD", "/images/" + _key)).Is(HttpStatusCode.OK);

        Assert.Equal(("234", 10L, ""), (range.Text, head.ContentHeaders.ContentLength!.Value, head.Text));
        (await host.Client.SendAsync("GET", "/images/" + _key, null, ("Range", "bytes=20-"))).IsProblem(HttpStatusCode.RequestedRangeNotSatisfiable, "range-not-satisfiable");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../products.db")]
    [InlineData("..%2fproducts.db")]
    [InlineData(".partial/x")]
    [InlineData("0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef/original")]
    [InlineData("0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef/00/original")]
    [InlineData("0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef/00/missing.webp")]
    public async Task What_is_no_picture_is_not_found(string key) =>
        (await host.Client.SendAsync("GET", "/images/" + key)).IsProblem(HttpStatusCode.NotFound, "not-found");
}
