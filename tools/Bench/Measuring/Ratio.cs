namespace Products.Bench.Measuring;

/// <summary>One side over another: the ratio of the medians, and the range of the ratios in each round.</summary>
internal static class Ratio
{
    public static string Row(string what, Measured over, Measured under, string wanted = "") =>
        Row(what, [.. over.Values], [.. under.Values], wanted);

    /// <summary>Of the times in which 99% of the answers came.</summary>
    public static string P99Row(string what, Measured over, Measured under, string wanted = "") => Row(what, over.P99s, under.P99s, wanted);

    private static string Row(string what, IReadOnlyList<double> over, IReadOnlyList<double> under, string wanted)
    {
        var ratio = Numbers.Median(over) / Numbers.Median(under);
        var ofRounds = over.Zip(under, (first, second) => first / second).ToList();
        return $"| **{what}** | **{Numbers.Text(ratio)}** | {Numbers.Text(ofRounds.Min())} to {Numbers.Text(ofRounds.Max())} | | {wanted} |";
    }
}
