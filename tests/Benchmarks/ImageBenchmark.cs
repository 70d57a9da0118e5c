using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Products.Servers;

namespace Products.Benchmarks;

/// <summary>Photographs from URL to stored WebP through the whole host, beside <c>vipsthumbnail</c> making the same WebP from the files.</summary>
internal static class ImageBenchmark
{
    private const int Runs = 5;
    private const int Repeats = 2;

    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(Photographs.Flower)!, "*.jpg"),
        .. Directory.EnumerateFiles(Path.GetDirectoryName(Photographs.Elephants)!, "*.jpg"),
    ];

    public static async Task<List<object>> RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("products-bench-").FullName;
        List<double> ours = [], vips = [];
        await using (var source = await PictureServer.StartAsync(context => context.Response.SendFileAsync(Files[int.Parse(context.Request.Path.Value![1..^4])])))
        await using (var host = await HostProcess.StartAsync(Path.Combine(data, "ours"), "--Images:Variants=compressed.webp"))
        {
            for (var run = 0; run <= Runs; run++)
            {
                ours.Add(await ThroughTheHostAsync(host, source.Url));
                vips.Add(await ThroughVipsAsync(data));
            }
        }

        Directory.Delete(data, recursive: true);
        var measured = new Measured("images, Standalone, WebP only", ours[1..], "images/s"); // the first run warms up
        var compared = new Measured("images, vipsthumbnail, 2 processes", vips[1..], "images/s");
        return [measured, compared, $"ratio {measured.Over(compared):0.00}"];
    }

    private static async Task<double> ThroughTheHostAsync(HostProcess host, string sourceUrl)
    {
        var user = await PostAsync(host, "/users", new { name = "Ada" });
        var images = Enumerable.Range(0, Files.Length).Select(file => $"{sourceUrl}/{file}.jpg").ToArray();
        var started = Stopwatch.GetTimestamp();
        var products = new List<string>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            products.Add(await PostAsync(host, "/products",
                new { user_id = user, product_name = "Lamp", product_description = "", product_price = 1, product_images = images }));
        }

        foreach (var product in products)
        {
            await ReadyAsync(host, product);
        }

        return Files.Length * Repeats / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ThroughVipsAsync(string folder)
    {
        var list = Path.Combine(folder, "files");
        await File.WriteAllLinesAsync(list, Enumerable.Repeat(Files, Repeats).SelectMany(files => files));
        var command = $"xargs -a {list} -P 2 -I % sh -c 'vipsthumbnail % --size 1600x1600\\> --export-profile srgb -o {folder}/$$.webp[Q=80,effort=2,strip]'";
        var environment = new Dictionary<string, string> { ["VIPS_CONCURRENCY"] = "1" };
        var started = Stopwatch.GetTimestamp();
        await Tool.RunAsync("sh", environment, "-c", command);
        return Files.Length * Repeats / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<string> PostAsync(HostProcess host, string path, object body)
    {
        using var answer = await host.Client.PostAsJsonAsync(path, body);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static async Task ReadyAsync(HostProcess host, string product)
    {
        JsonNode seen;
        do
        {
            seen = (await host.Client.GetFromJsonAsync<JsonNode>($"/products/{product}?wait=images&timeout=20"))!;
        }
        while ((string)seen["image_status"]! == "pending");

        if ((string)seen["image_status"]! != "ready")
        {
            throw new InvalidOperationException(seen.ToJsonString());
        }
    }
}
