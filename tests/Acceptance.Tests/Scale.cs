namespace Products.Acceptance.Tests;

/// <summary>How large the runs are: short ones in <c>./test</c>, those of the acceptance with <c>ACCEPTANCE=full</c>.</summary>
internal static class Scale
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("ACCEPTANCE") == "full";

    public static int ProductsOf16Creators => Full ? 16 * 2000 : 16 * 40;

    public static int ProductsDuringOutage => Full ? 200 : 100;

    /// <summary>Products that are acknowledged before a fault, and again after it.</summary>
    public static int ProductsAroundFault => Full ? 300 : 60;
}
