using System.Globalization;

namespace Products.Benchmarks;

/// <summary>Several servers under the same load in turn, again and again in one run, so that a noisy machine is noisy to all of them.</summary>
/// <param name="what">What is measured.</param>
/// <param name="sides">Ours first, then those to compare with.</param>
internal sealed class Contest(string what, params (string Name, Func<Uri, Task<double>> Load, Uri Url)[] sides)
{
    /// <summary>One round more than <paramref name="runs"/>: the first warms up and does not count.</summary>
    /// <returns>A row for each side, and the ratios of ours to each other.</returns>
    public async Task<List<object>> RunAsync(int runs)
    {
        var results = sides.Select(_ => new List<double>()).ToArray();
        for (var run = 0; run <= runs; run++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                results[side].Add(await sides[side].Load(sides[side].Url));
            }
        }

        var measured = sides.Zip(results, (side, result) => new Measured($"{what}: {side.Name}", result[1..], "/s")).ToList();
        return
        [
            .. measured,
            .. measured.Skip(1).Zip(sides.Skip(1), (other, side) =>
                string.Create(CultureInfo.InvariantCulture, $"| **ratio to {side.Name}** | **{measured[0].Over(other):0.00}** | | |")),
        ];
    }
}
