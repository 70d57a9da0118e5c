namespace Products.Silo.Storage;

/// <summary>Writes that wait for their group. Not thread safe.</summary>
internal sealed class WriteQueue
{
    private const int LargestGroup = 256; // the database numbers up to 1,023
    private const int LargestBytes = 4 << 20;

    private readonly Queue<PendingWrite> _waiting = [];
    private readonly HashSet<Guid> _underWay = [];

    public void Add(PendingWrite write) => _waiting.Enqueue(write);

    /// <summary>The next writes, by ascending id; none of a product that another group holds. At least one, unless all wait for that.</summary>
    public List<PendingWrite> Take()
    {
        var group = new List<PendingWrite>();
        var bytes = 0;
        for (var left = _waiting.Count; left > 0 && group.Count < LargestGroup && bytes < LargestBytes; left--)
        {
            var write = _waiting.Dequeue();
            if (_underWay.Add(write.Id))
            {
                group.Add(write);
                bytes += write.Json.Length;
            }
            else
            {
                _waiting.Enqueue(write);
            }
        }

        group.Sort((one, other) => one.Id.CompareTo(other.Id));
        return group;
    }

    /// <summary>Lets the products of a group be written again.</summary>
    public void Free(List<PendingWrite> group) => group.ForEach(write => _underWay.Remove(write.Id));
}
