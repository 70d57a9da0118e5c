using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Products.Benchmarks.Baselines;
using Products.Servers;

namespace Products.Benchmarks;

/// <summary>Products without images created by 16 clients, beside plain ASP.NET with an INSERT of the same columns.</summary>
internal static class CreateBenchmark
{
    private const int Runs = 5;

    public static async Task<List<object>> RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("products-bench-").FullName;
        List<double> ours = [], plain = [];
        await using (var host = await HostProcess.StartAsync(Path.Combine(data, "ours")))
        using (var baseline = await Baseline.StartAsync("plain-sqlite", Path.Combine(data, "plain.db")))
        {
            using var answer = await host.Client.PostAsJsonAsync("/users", new { name = "Ada" });
            var user = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
            for (var run = 0; run <= Runs; run++)
            {
                ours.Add(await Load.CreateAsync(host.Client.BaseAddress!, user));
                plain.Add(await Load.CreateAsync(baseline.Url, user));
            }
        }

        Directory.Delete(data, recursive: true);
        var measured = new Measured("creates, Standalone, 16 clients", ours[1..], "/s"); // the first run warms up
        var compared = new Measured("creates, plain ASP.NET + SQLite INSERT", plain[1..], "/s");
        return [measured, compared, $"ratio {measured.Over(compared):0.00}"];
    }
}
