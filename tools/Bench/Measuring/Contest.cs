using Products.Bench.Suite;

namespace Products.Bench.Measuring;

/// <summary>Several sides under the same load in turn, again and again in one run, so that a noisy machine is noisy to all of them.</summary>
internal static class Contest
{
    /// <summary>Plays one round more than it was told to: the first warms up and does not count.</summary>
    /// <returns>What each side gave, in their order.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchOptions options, string unit, params IReadOnlyList<Side> sides)
    {
        var samples = sides.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var (side, results) in sides.Zip(samples))
            {
                options.Stop.ThrowIfCancellationRequested();
                results.Add(await side.PlayAsync());
                await Console.Error.WriteLineAsync($"  {(round == 0 ? "warm-up" : $"round {round}")}, {side.Name}: {Numbers.Text(results[^1].Value)} {unit}");
            }
        }

        return [.. sides.Zip(samples, (side, results) => new Measured(side.Name, unit, results[1..]))];
    }
}
