namespace Products.Chaos.Load;

/// <summary>What clients have done.</summary>
internal sealed class Counted
{
    private long _reads;
    private long _writes;
    private long _attempts;
    private long _products;
    private long _images;

    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Acknowledged ones, with the creations.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Writes of which nobody knows what became of them.</summary>
    public long Attempts => Interlocked.Read(ref _attempts);

    public long Products => Interlocked.Read(ref _products);

    public long Images => Interlocked.Read(ref _images);

    public void Read() => Interlocked.Increment(ref _reads);

    public void Write() => Interlocked.Increment(ref _writes);

    public void Attempt() => Interlocked.Increment(ref _attempts);

    public void Create(int images)
    {
        Interlocked.Increment(ref _products);
        Interlocked.Add(ref _images, images);
    }
}
