namespace Products.Benchmarks.Suite;

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

        var circumstances = await Machine.DescribeAsync(options);
        Console.WriteLine(circumstances);
        foreach (var benchmark in chosen)
        {
            var section = Section.Of(benchmark, await benchmark.RunAsync(options), circumstances);
            Console.WriteLine($"\n{section.Text}");
            if (options.Write)
            {
                await ResultsPage.PutAsync(section);
            }
        }

        return 0;
    }
}
