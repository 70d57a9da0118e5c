using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Products.Standalone.Sample;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests;

public sealed class SampleTests
{
    private const int Dozen = 12;

    [Fact]
    public async Task The_sample_fills_the_catalogue_with_a_dozen_products_with_pictures_once()
    {
        await using var host = new SampleHost();
        await host.InitializeAsync();
        var first = await Until.TrueAsync(() => ListAsync(host), products => products.Count == Dozen && products.All(IsReady), seconds: 90);
        Assert.All(first, product => Assert.Equal(2, product.Items("images").Count));
        Assert.Equal(Dozen, first.Select(product => product.Text("product_name")).Distinct().Count());
        var original = first[0].Items("images")[0]["original"]!;
        Assert.Equal(("jpeg", 1600, 1200), (original.Text("format"), (int)original["width"]!, (int)original["height"]!));

        using var deleted = await host.Client.DeleteAsync($"/products/{first[0].Text("id")}", TestContext.Current.CancellationToken);
        await host.RestartAsync();
        await Until.TrueAsync(() => Task.FromResult(host.IsFilled), filled => filled);

        var second = await ListAsync(host);
        Assert.Equal(first.Skip(1).Select(product => product.ToJsonString()), second.Select(product => product.ToJsonString()));
    }

    private static bool IsReady(JsonNode product) => product.Text("image_status") == "ready";

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(SampleHost host) => (await host.Client.GetJsonAsync("/products?limit=100")).Items("items");

    private sealed class SampleHost : TestHost
    {
        /// <summary>Whether it has looked at all products of the sample.</summary>
        public bool IsFilled => Services.GetServices<IHostedService>().OfType<SampleCatalogue>().Single().ExecuteTask is { IsCompletedSuccessfully: true };

        protected override IEnumerable<string> Settings => ["--sample", "--Images:Variants=compressed.webp"];
    }
}
