namespace Products.Bench.Measuring;

/// <summary>What the rounds of one side gave.</summary>
internal sealed record Measured(string What, string Unit, IReadOnlyList<Sample> Rounds)
{
    public double Median => Numbers.Median(Values);

    public IEnumerable<double> Values => Rounds.Select(round => round.Value);

    /// <summary>In milliseconds, of each round; none where it was not measured.</summary>
    public IReadOnlyList<double> P99s => [.. Rounds.Select(round => round.P99).OfType<double>()];

    /// <summary>As a row of a table.</summary>
    /// <param name="before">What stands before the name.</param>
    /// <param name="wanted">What the median should be.</param>
    public string Row(string before = "", string wanted = "")
    {
        var p99 = P99s.Count > 0 ? $"{Numbers.Text(Numbers.Median(P99s))} ms" : "";
        return $"| {before}{What} | {Numbers.Text(Median)} {Unit} | {Numbers.Text(Values.Min())} to {Numbers.Text(Values.Max())} | {p99} | {wanted} |";
    }
}
