namespace Products.Servers.Histories;

/// <summary>All that is known of what clients did to one register.</summary>
/// <param name="Key">Which one.</param>
/// <param name="SilentRevisions">How many revisions others than these clients may make, without a change of the value.</param>
/// <param name="Operations">In any order. Reads that failed are not among them.</param>
public sealed record RegisterHistory(Guid Key, int SilentRevisions, IReadOnlyList<Operation> Operations);
