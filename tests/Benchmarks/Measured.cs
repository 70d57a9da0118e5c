using System.Globalization;

namespace Products.Benchmarks;

/// <summary>What several runs of one thing gave, as a row of a Markdown table.</summary>
internal sealed record Measured(string What, IReadOnlyList<double> Runs, string Unit)
{
    public double Median => Runs.Order().ElementAt(Runs.Count / 2);

    public double Over(Measured baseline) => Median / baseline.Median;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {What} | {Median:0.##} {Unit} | {Runs.Min():0.##} to {Runs.Max():0.##} | {Runs.Count} |");
}
