using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>
/// Photographs through one worker, from a URL to pictures in S3 and the product that says so, beside programs that make the same pictures from
/// files: once the compressed WebP only, once all three variants.
/// </summary>
internal static class Images
{
    private const int Repeats = 2;
    private const string WebP = "vipsthumbnail % --size 1600x1600\\> --export-profile srgb -o $out.webp[Q=80,effort=2,strip]";
    private const string Avif = "vipsthumbnail % --size 1600x1600\\> --export-profile srgb -o $out.avif[Q=50,effort=0,strip]";
    private const string Thumbnail = "vipsthumbnail % --size 400x400\\> --export-profile srgb -o $out-400.webp[Q=80,effort=2,strip]";

    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(Photographs.Flower)!, "*.jpg"),
        .. Directory.EnumerateFiles(Path.GetDirectoryName(Photographs.Elephants)!, "*.jpg"),
    ];

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("products-bench-").FullName;
        var list = Path.Combine(folder, "files");
        await File.WriteAllLinesAsync(list, Enumerable.Repeat(Files, Repeats).SelectMany(files => files));
        var webp = await AgainstAsync(options, "compressed.webp", new Side("WebP only: `vipsthumbnail`, a process a core", () => ThroughVipsAsync(folder, list, WebP)));
        var all = await AgainstAsync(options, "", new Side("all variants: `vipsthumbnail` three times", () => ThroughVipsAsync(folder, list, WebP, Avif, Thumbnail)),
            new Side("all variants: Node + sharp", () => ThroughSharpAsync(folder, list)));
        Directory.Delete(folder, recursive: true);
        return
        [
            .. webp.Concat(all).Select(side => side.Row()),
            Ratio.Row("WebP only, to `vipsthumbnail`", webp[0], webp[1], "≥ 0.9"),
            Ratio.Row("all variants, to `vipsthumbnail`", all[0], all[1], "≥ 0.9"),
            Ratio.Row("all variants, to sharp", all[0], all[2], "≥ 1.5"),
        ];
    }

    private static async Task<IReadOnlyList<Measured>> AgainstAsync(BenchOptions options, string variants, params Side[] others)
    {
        await using var pictures = await PictureServer.StartAsync(context => context.Response.SendFileAsync(Files[int.Parse(context.Request.Path.Value![1..^4])]));
        var settings = new Dictionary<string, string> { ["Images:AllowPrivateNetworks"] = "true" };
        if (variants is not "")
        {
            settings["Images:Variants"] = variants;
        }

        await using var shop = await BenchCluster.StartAsync("images", options, BenchCluster.Small with { Workers = 1, WorkerSettings = settings });
        return await Contest.RunAsync(options, "images/s",
            [new Side($"{(variants is "" ? "all variants" : "WebP only")}: one worker", () => ThroughTheWorkerAsync(shop, pictures.Url)), .. others]);
    }

    private static async Task<Sample> ThroughTheWorkerAsync(BenchCluster shop, string pictures)
    {
        string[] images = [.. Enumerable.Range(0, Files.Length).Select(file => $"{pictures}/{file}.jpg")];
        var started = Stopwatch.GetTimestamp();
        var products = new List<string>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            products.Add(await shop.Front.Client.CreateProductAsync(shop.User, repeat, images));
        }

        await Task.WhenAll(products.Select(shop.Front.Client.ReadyAsync));
        return new Sample(Files.Length * Repeats / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<Sample> ThroughVipsAsync(string folder, string list, params string[] commands)
    {
        var command = $"xargs -a {list} -P {Environment.ProcessorCount} -I % sh -c 'out={folder}/$$; {string.Join(" && ", commands)}'";
        var started = Stopwatch.GetTimestamp();
        await Tool.RunAsync("sh", new Dictionary<string, string> { ["VIPS_CONCURRENCY"] = "1" }, "-c", command);
        return new Sample(Files.Length * Repeats / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<Sample> ThroughSharpAsync(string folder, string list)
    {
        var output = await Tool.RunAsync("node", new Dictionary<string, string>(), Path.Combine(AppContext.BaseDirectory, "Baselines", "sharp.mjs"), SharpFolder.Path, list, folder);
        return new Sample(double.Parse(output, CultureInfo.InvariantCulture));
    }
}
