namespace Products.Silo.Storage;

/// <summary>Writes that wait for the next statement. Not thread safe.</summary>
internal sealed class WriteQueue
{
    private const int LargestGroup = 256; // the database numbers up to 1,023
    private const int LargestBytes = 4 << 20; // a product may have a megabyte

    private readonly Queue<PendingWrite> _waiting = [];

    public void Add(PendingWrite write) => _waiting.Enqueue(write);

    /// <summary>The next writes, by ascending id, each product once: two activations may write one for a moment, and the later has to wait.</summary>
    public List<PendingWrite> Take()
    {
        var (group, ids, bytes) = (new List<PendingWrite>(), new HashSet<Guid>(), 0);
        for (var left = _waiting.Count; left > 0 && group.Count < LargestGroup && bytes < LargestBytes; left--)
        {
            var write = _waiting.Dequeue();
            if (!ids.Add(write.Id))
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
}
