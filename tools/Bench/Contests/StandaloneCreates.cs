using Products.Bench.Baselines;
using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;
using Products.Servers;

namespace Products.Bench.Contests;

/// <summary>Products without images, each synced to the disk, beside plain ASP.NET with an INSERT of the same columns.</summary>
internal static class StandaloneCreates
{
    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        var data = Directory.CreateTempSubdirectory("products-bench-").FullName;
        await using var host = await HostProcess.StartAsync(Path.Combine(data, "ours"));
        using var plain = await Baseline.StartAsync("serve-sqlite", Path.Combine(data, "plain.db"));
        var user = await host.Client.CreateUserAsync();

        Side Creates(string name, Uri url) => new(name, async () => (await Wrk.CreateAsync(url, user, options.Seconds)).AsRate());
        var sides = await Contest.RunAsync(options, "/s",
            Creates("Standalone", host.Client.BaseAddress!), Creates("plain ASP.NET + SQLite `INSERT`", plain.Url));
        await host.StopAsync();
        Directory.Delete(data, recursive: true);
        return [.. sides.Select(side => side.Row()), Ratio.Row("to `INSERT`", sides[0], sides[1])];
    }
}
