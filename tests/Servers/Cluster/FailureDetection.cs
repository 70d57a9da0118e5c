namespace Products.Servers.Cluster;

/// <summary>The settings that decide how soon a cluster notices a failure: production defaults in the full tier, else short ones.</summary>
/// <remarks>The probe time-out stays above the pauses of a process on a busy machine: a silo that is declared dead by mistake fails a test.</remarks>
public static class FailureDetection
{
    /// <summary>How long a front end may serve what it holds without renewal: <c>Reads:SessionLease</c>.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(Tier.IsFull ? 2 : 1);

    /// <summary>Settings of every process, by full name.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = Tier.IsFull
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            ["Cluster:ProbeTimeout"] = "00:00:01",
            ["Cluster:ResponseTimeout"] = "00:00:10", // of calls that were under way in a silo that was killed
            ["Reads:SessionLease"] = $"{Lease}",
            ["ImageQueue:SweepInterval"] = "00:00:01",
        };
}
