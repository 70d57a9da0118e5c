using System.Diagnostics;
using Products.Bench.Measuring;
using Products.Bench.Suite;
using Products.Servers;

namespace Products.Bench.Contests;

/// <summary>Standalone: time from the start of the process to the first answered request, and memory when idle.</summary>
internal static class Start
{
    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        List<Sample> seconds = [], megabytes = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            options.Stop.ThrowIfCancellationRequested();
            var data = Directory.CreateTempSubdirectory("products-bench-").FullName;
            var started = Stopwatch.GetTimestamp();
            await using (var host = await HostProcess.StartAsync(data))
            {
                await host.Client.GetStringAsync("/products");
                seconds.Add(new(Stopwatch.GetElapsedTime(started).TotalSeconds));
                await Task.Delay(TimeSpan.FromSeconds(5)); // what "idle" means here
                megabytes.Add(new(host.Memory / 1e6));
            }

            Directory.Delete(data, recursive: true);
        }

        return
        [
            new Measured("start of the process to the first answer", "s", seconds[1..]).Row(),
            new Measured("resident memory, idle for 5 s", "MB", megabytes[1..]).Row(),
        ];
    }
}
