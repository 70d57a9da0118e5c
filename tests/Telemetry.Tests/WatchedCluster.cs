using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Products.Servers.Cluster;
using Products.Telemetry.Tests;
using Products.Telemetry.Tests.Otlp;

[assembly: AssemblyFixture(typeof(WatchedCluster))]

namespace Products.Telemetry.Tests;

/// <summary>A silo, a front end and a worker, which send their traces to a collector, and have made, changed and read a few products.</summary>
public sealed class WatchedCluster : IAsyncLifetime
{
    private readonly byte[] _picture = Pictures.Quadrants(64, 48).PngsaveBuffer();
    private readonly ConcurrentDictionary<string, int> _fetched = new();
    private PictureServer _source = null!;
    private Guid _user;

    public ProductsCluster Cluster { get; private set; } = null!;

    public OtlpReceiver Collector { get; private set; } = null!;

    public ClientTrace OfReadyImage { get; } = new();

    /// <summary>Its source fails once.</summary>
    public ClientTrace OfRetriedImage { get; } = new();

    /// <summary>Its source is not there.</summary>
    public ClientTrace OfFailedImage { get; } = new();

    public HttpClient Api => Cluster.Frontends[0].Client;

    public async ValueTask InitializeAsync()
    {
        _source = await PictureServer.StartAsync(ServeAsync);
        Collector = await OtlpReceiver.StartAsync();
        Cluster = await ProductsCluster.StartAsync(new ClusterOptions
        {
            Silos = 1,
            Frontends = 1,
            Workers = 1,
            LoadBalancer = false,
            Settings = new Dictionary<string, string>
            {
                ["Dashboard:Enabled"] = "true",
                ["Telemetry:OtlpEndpoint"] = Collector.Url,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            },
            WorkerSettings = new Dictionary<string, string> { ["Images:AllowPrivateNetworks"] = "true", ["Images:RetryDelays"] = "00:00:00.2" },
        });
        await WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Collector.DisposeAsync();
        await _source.DisposeAsync();
    }

    /// <summary>Reads what all processes say at <c>/metrics</c>.</summary>
    public async Task<string> MetricsAsync() =>
        string.Concat(await Task.WhenAll(Cluster.Processes.Select(process => process.Client.GetStringAsync("/metrics"))));

    private async Task WorkAsync()
    {
        _user = await Cluster.Frontends[0].Api.CreateUserAsync();
        var product = await CreateAsync(OfReadyImage, "good.png");
        await Task.WhenAll(CreateAsync(OfRetriedImage, "late.png"), CreateAsync(OfFailedImage, "missing.png"));
        for (var read = 0; read < 100; read++)
        {
            await Api.GetStringAsync($"/products/{product}");
        }

        using var change = await Api.PatchAsJsonAsync($"/products/{product}", new { product_price = 9.99 }); // takes back what the front end holds
        using var nothing = await Api.GetAsync($"/products/{Guid.NewGuid()}"); // and reads through the cache
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (change.StatusCode, nothing.StatusCode));
    }

    /// <returns>The product's id, once its image is done.</returns>
    private async Task<Guid> CreateAsync(ClientTrace trace, string image)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products")
        {
            Headers = { { "traceparent", trace.TraceParent } },
            Content = JsonContent.Create(new
            {
                user_id = _user,
                product_name = "Lamp",
                product_description = "",
                product_price = 12.5,
                product_images = new[] { $"{_source.Url}/{image}" },
            }),
        };
        using var answer = await Api.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var id = (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        await Cluster.Frontends[0].Api.WhenDoneAsync(id);
        return id;
    }

    private Task ServeAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!;
        var time = _fetched.AddOrUpdate(name, 1, (_, times) => times + 1);
        context.Response.StatusCode = name == "/missing.png" ? 404 : name == "/late.png" && time == 1 ? 503 : 200;
        return context.Response.StatusCode == 200 ? PictureServer.WriteAsync(context, _picture) : Task.CompletedTask;
    }
}

/// <summary>A trace that a client begins, and wants to be kept.</summary>
public sealed record ClientTrace
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public string Span { get; } = Guid.NewGuid().ToString("N")[..16];

    public string TraceParent => $"00-{Id}-{Span}-01";
}
