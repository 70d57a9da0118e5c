namespace Products.Servers.Histories;

/// <summary>The history of a register while it is made, by any number of clients at once.</summary>
/// <remarks>
/// Of all reads of a revision two show whatever the others could: the one that ended first and the one that began last. No more are
/// kept, so memory grows with the writes and not with the reads.
/// </remarks>
/// <param name="key">Which register.</param>
/// <param name="silentRevisions">See <see cref="RegisterHistory"/>.</param>
public sealed class Register(Guid key, int silentRevisions = 0)
{
    private readonly Lock _gate = new();
    private readonly List<Operation> _writes = [];
    private readonly Dictionary<(long Revision, long Value), (Operation FirstToEnd, Operation LastToBegin)> _reads = [];

    public Guid Key => key;

    /// <summary>The highest revision that any client has heard of.</summary>
    public long Latest { get; private set; }

    public void Record(Operation operation)
    {
        lock (_gate)
        {
            Latest = Math.Max(Latest, operation.Revision);
            if (operation.IsWrite)
            {
                _writes.Add(operation);
            }
            else
            {
                Keep(operation);
            }
        }
    }

    public RegisterHistory History()
    {
        lock (_gate)
        {
            return new(key, silentRevisions, [.. _writes, .. _reads.Values.SelectMany(Kept)]);
        }
    }

    private void Keep(Operation read)
    {
        var (first, last) = _reads.GetValueOrDefault((read.Revision, read.Value), (read, read));
        _reads[(read.Revision, read.Value)] = (read.Answered < first.Answered ? read : first, read.Invoked > last.Invoked ? read : last);
    }

    private static IEnumerable<Operation> Kept((Operation FirstToEnd, Operation LastToBegin) reads) =>
        reads.FirstToEnd == reads.LastToBegin ? [reads.FirstToEnd] : [reads.FirstToEnd, reads.LastToBegin];
}
