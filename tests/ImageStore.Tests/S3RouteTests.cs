using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Products.Grains.Interfaces.Images;
using Products.Hosting.Stop;
using Products.WebFrontend;

namespace Products.ImageStore.Tests;

/// <summary>Pictures in a bucket as the front ends serve them.</summary>
public sealed class S3RouteTests(S3Fixture s3) : IAsyncLifetime
{
    private readonly string _key = ImageKey.Variant(Guid.NewGuid(), Guid.NewGuid(), "0123abcd", "compressed.webp");
    private WebApplication? _app;
    private HttpClient _client = new();

    public async ValueTask InitializeAsync()
    {
        var store = s3.Open();
        await store.PutAsync(_key, new MemoryStream("0123456789"u8.ToArray()), "image/webp", TestContext.Current.CancellationToken);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddWebFrontend();
        builder.AddGracefulStop(TimeSpan.Zero);
        var cluster = DispatchProxy.Create<IClusterClient, NoGrains>();
        builder.Services.AddSingleton(store).AddSingleton(cluster).AddSingleton<IGrainFactory>(cluster);
        _app = builder.Build();
        _app.MapWebFrontend();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_served_with_its_length()
    {
        using var answer = await SendAsync(HttpMethod.Get, _key);
        Assert.Equal((10L, "image/webp", "0123456789"),
            (answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync()));
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task A_head_has_the_length_and_no_body()
    {
        using var answer = await SendAsync(HttpMethod.Head, _key);
        Assert.Equal((HttpStatusCode.OK, 10L, ""), (answer.StatusCode, answer.Content.Headers.ContentLength, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData(2, 4, "234")]
    [InlineData(0, 0, "0")]
    [InlineData(7, null, "789")]
    [InlineData(null, 2, "89")]
    public async Task A_range_is_answered_with_its_bytes(int? from, int? to, string bytes)
    {
        using var answer = await SendAsync(HttpMethod.Get, _key, new RangeHeaderValue(from, to));
        Assert.Equal((HttpStatusCode.PartialContent, bytes), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_picture_that_is_missing_is_not_found()
    {
        using var answer = await SendAsync(HttpMethod.Get, ImageKey.Variant(Guid.NewGuid(), Guid.NewGuid(), "00", "compressed.webp"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string key, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(method, "/images/" + key);
        request.Headers.Range = range;
        return await _client.SendAsync(request);
    }

    /// <summary>Pictures need no grain.</summary>
    public class NoGrains : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException();
    }
}
