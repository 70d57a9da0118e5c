namespace Products.Silo.Storage;

/// <summary>Writes that wait for the next statement. Not thread safe.</summary>
internal sealed class WriteQueue
{
    private const int LargestGroup = 256; // the database numbers up to 1,023
    private const int LargestBytes = 4 << 20; // a product may have a megabyte

    private readonly Queue<PendingWrite> _waiting = [];
    private readonly HashSet<Guid> _underWay = [];

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    public void Add(PendingWrite write) => _waiting.Enqueue(write);

    /// <summary>
    /// The next writes, by ascending id. A product is under way once at a time: two activations may write it for a moment, and the
    /// later one has to wait. Empty when nothing waits, or only for <see cref="Free"/>.
    /// </summary>
    public List<PendingWrite> Take()
    {
        var (group, bytes) = (new List<PendingWrite>(), 0);
        for (var left = _waiting.Count; left > 0 && group.Count < LargestGroup && bytes < LargestBytes; left--)
        {
            var write = _waiting.Dequeue();
            if (!_underWay.Add(write.Id))
            {
                _waiting.Enqueue(write);
                continue;
            }

            group.Add(write);
            bytes += write.Json.Length;
        }

        group.Sort((one, other) => one.Id.CompareTo(other.Id));
        return group;
    }

    /// <summary>Lets the products of a group be written again.</summary>
    public void Free(List<PendingWrite> group) => group.ForEach(write => _underWay.Remove(write.Id));
}
