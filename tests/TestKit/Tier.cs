namespace Products.TestKit;

/// <summary>Which tier of the tests runs: <c>./test full</c> sets <c>TEST_TIER=full</c>; without it, sizes are small and timings short.</summary>
public static class Tier
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TEST_TIER") == "full";
}
