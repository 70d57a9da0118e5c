namespace Products.Acceptance.Tests;

/// <summary>How large the runs are in each tier.</summary>
internal static class Scale
{
    private static bool Full => Tier.IsFull;

    public static int ProductsOf16Creators => Full ? 16 * 2000 : 16 * 10;

    public static int ProductsDuringOutage => Full ? 200 : 30;

    /// <summary>How long the cluster may take to be whole again after an outage: in a short run other work may keep the machine busy.</summary>
    public static int RecoverySeconds => Full ? 30 : 60;

    /// <summary>Milliseconds that a creation may take in the middle of an outage.</summary>
    public static double CreationLimit => Full ? 50 : 1000;

    /// <summary>Who shop while something happens: in a short run few and at leisure, so that a long outage does not leave thousands of images to be made.</summary>
    public static int Shoppers => Full ? 8 : 2;

    /// <summary>Of each customer between two products.</summary>
    public static TimeSpan Rest => Full ? TimeSpan.Zero : TimeSpan.FromMilliseconds(200);

    /// <summary>Products that are acknowledged before a fault, and again after it.</summary>
    public static int ProductsAroundFault => Full ? 300 : 20;

    /// <summary>Changes while a listener's front end and a silo are killed.</summary>
    public static int Changes => Full ? 10_000 : 1000;
}
