using System.Globalization;

namespace Products.Bench.Measuring;

/// <summary>Numbers as tables show them.</summary>
internal static class Numbers
{
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <returns>The number that 99% of them do not exceed.</returns>
    public static double P99(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1];
    }

    /// <summary>Three digits or all of the whole number.</summary>
    public static string Text(double number) => number.ToString(
        Math.Abs(number) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
