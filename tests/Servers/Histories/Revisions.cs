namespace Products.Servers.Histories;

/// <summary>A history by revision, each with the operations that saw or made it.</summary>
/// <remarks>A write of unknown outcome whose value was seen took effect; it stands at the first revision that it was seen at.</remarks>
internal sealed class Revisions
{
    private readonly TimeSpan[] _attempts;

    private Revisions(RegisterHistory history, IEnumerable<Operation> placed, IEnumerable<Operation> attempts)
    {
        (Key, SilentRevisions) = (history.Key, history.SilentRevisions);
        Ascending = [.. placed.GroupBy(operation => operation.Revision).OrderBy(revision => revision.Key).Select(revision => revision.ToArray())];
        _attempts = [.. attempts.Select(attempt => attempt.Invoked).Order()];
    }

    public Guid Key { get; }

    public int SilentRevisions { get; }

    public IReadOnlyList<Operation[]> Ascending { get; }

    public IEnumerable<Operation[]> Descending => Ascending.Reverse();

    public static Revisions Of(RegisterHistory history)
    {
        var attempts = history.Operations.Where(operation => operation.IsWrite && operation.Answered is null).ToDictionary(attempt => attempt.Value);
        var known = history.Operations.Where(operation => operation.Answered is not null).ToList();
        var seen = known.Where(read => !read.IsWrite && attempts.ContainsKey(read.Value)).GroupBy(read => read.Value)
            .ToDictionary(reads => reads.Key, reads => reads.Min(read => read.Revision));
        return new(history,
            known.Concat(seen.Select(sighting => attempts[sighting.Key] with { Revision = sighting.Value })),
            attempts.Values.Where(attempt => !seen.ContainsKey(attempt.Value)));
    }

    /// <summary>How many writes whose value nobody saw had begun before this time.</summary>
    public int AttemptsBefore(TimeSpan time)
    {
        var at = Array.BinarySearch(_attempts, time);
        return at < 0 ? ~at : Array.FindIndex(_attempts, attempt => attempt == time);
    }
}
