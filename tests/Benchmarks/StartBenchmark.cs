using System.Diagnostics;
using Products.Servers;

namespace Products.Benchmarks;

/// <summary>Time from the start of the process to the first answered request, and memory when idle.</summary>
internal static class StartBenchmark
{
    private const int Runs = 5;

    public static async Task<List<object>> RunAsync()
    {
        List<double> seconds = [], megabytes = [];
        for (var run = 0; run < Runs; run++)
        {
            var data = Directory.CreateTempSubdirectory("products-bench-").FullName;
            var started = Stopwatch.GetTimestamp();
            await using (var host = await HostProcess.StartAsync(data))
            {
                await host.Client.GetStringAsync("/products");
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                await Task.Delay(TimeSpan.FromSeconds(5)); // what "idle" means here
                megabytes.Add(host.Memory / 1e6);
            }

            Directory.Delete(data, recursive: true);
        }

        return [new Measured("start to first answer", seconds, "s"), new Measured("idle resident memory", megabytes, "MB")];
    }
}
