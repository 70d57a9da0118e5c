using System.Runtime.InteropServices;

namespace Products.Bench.Suite;

/// <summary>Runs benchmarks one after the other, and shows each one's table when it is done.</summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(string[] words)
    {
        BenchOptions options;
        IReadOnlyList<Benchmark> chosen;
        try
        {
            options = BenchOptions.Parse(words);
            chosen = AllBenchmarks.Named(options.Names);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
        return await RunAsync(chosen, options with { Stop = stop.Token });
    }

    private static async Task<int> RunAsync(IReadOnlyList<Benchmark> chosen, BenchOptions options)
    {
        var circumstances = await Machine.DescribeAsync(options);
        Console.WriteLine(circumstances);
        var failed = 0;
        foreach (var benchmark in chosen.TakeWhile(_ => !options.Stop.IsCancellationRequested))
        {
            failed += await TryAsync(benchmark, options, circumstances) ? 0 : 1;
        }

        return failed > 0 ? 1 : 0;
    }

    /// <summary>A failure ends its own benchmark only: a run of all takes long.</summary>
    private static async Task<bool> TryAsync(Benchmark benchmark, BenchOptions options, string circumstances)
    {
        await Console.Error.WriteLineAsync($"{benchmark.Name}:");
        try
        {
            var section = Section.Of(benchmark, await benchmark.RunAsync(options), circumstances);
            Console.WriteLine($"\n{section.Text}");
            if (options.Write)
            {
                await ResultsPage.PutAsync(section);
            }

            return true;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name} failed: {failure}");
            return false;
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
