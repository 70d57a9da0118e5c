namespace Products.Acceptance.Tests;

/// <summary>How large the runs are: short ones in <c>./test</c>, those of the acceptance with <c>ACCEPTANCE=full</c>.</summary>
internal static class Scale
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("ACCEPTANCE") == "full";

    public static int ProductsOf16Creators => Full ? 16 * 2000 : 16 * 25;

    public static int ProductsDuringOutage => Full ? 200 : 100;

    /// <summary>How long the cluster may take to be whole again after an outage: in a short run other work may keep the machine busy.</summary>
    public static int RecoverySeconds => Full ? 30 : 60;

    /// <summary>Milliseconds that a creation may take in the middle of an outage.</summary>
    public static double CreationLimit => Full ? 50 : 1000;

    /// <summary>Who shop while something happens: in a short run few and at leisure, so that a long outage does not leave thousands of images to be made.</summary>
    public static int Shoppers => Full ? 8 : 4;

    /// <summary>Of each customer between two products.</summary>
    public static TimeSpan Rest => Full ? TimeSpan.Zero : TimeSpan.FromMilliseconds(200);

    /// <summary>Products that are acknowledged before a fault, and again after it.</summary>
    public static int ProductsAroundFault => Full ? 300 : 40;
}
