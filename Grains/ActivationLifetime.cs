using Orleans.Configuration;

namespace Products.Grains;

/// <summary>How long an unused grain stays in memory, the same in every host.</summary>
public static class ActivationLifetime
{
    /// <summary>An activated product takes some 5 KB: at 1,000 new ones a second, the default of 15 minutes would be 4 GB.</summary>
    public static void KeepForMinutes(GrainCollectionOptions options)
    {
        options.CollectionAge = TimeSpan.FromMinutes(2);
        options.CollectionQuantum = TimeSpan.FromSeconds(30);
        options.EnableActivationSheddingOnMemoryPressure = true;
    }
}
