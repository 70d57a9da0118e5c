using Orleans.Clustering.Redis;

namespace Products.Silo.Membership;

/// <summary>What a look at the table of silos says about this silo.</summary>
internal static class MembershipVerdict
{
    /// <returns>What is lost, as a sentence; null when this silo stands in the table.</returns>
    public static string? Of(MembershipTableData table, SiloAddress own) => table switch
    {
        { Version.Version: 0 } or { Members.Count: 0 } => "the table of silos is empty",
        _ => OfRow(table.Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(own))?.Item1),
    };

    /// <summary>A table that is gone is told from a server that is away by Orleans' exception, and its text.</summary>
    /// <returns>What is lost; null when the failure says nothing about the table.</returns>
    public static string? Of(Exception failure) =>
        failure is RedisClusteringException && failure.Message.Contains("version is missing", StringComparison.Ordinal)
            ? "the table of silos is gone"
            : null;

    private static string? OfRow(MembershipEntry? own) => own switch
    {
        null => "this silo stands in the table of silos no more",
        { Status: SiloStatus.Dead } => "this silo was declared dead",
        _ => null,
    };
}
