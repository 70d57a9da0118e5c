namespace Products.Bench.Measuring;

/// <summary>What one round gave on one side.</summary>
/// <param name="Value">In the unit of the contest.</param>
/// <param name="P99">The time, in milliseconds, in which 99% of the answers came; null where it was not measured.</param>
internal readonly record struct Sample(double Value, double? P99 = null);
