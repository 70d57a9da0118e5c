using Products.Servers.Histories;

namespace Products.Chaos.Load;

/// <summary>The products of a run, each with its history.</summary>
internal sealed class Stock(int hot)
{
    private const double ShareOfHot = 0.6;

    private readonly Lock _gate = new();
    private readonly List<Register> _products = [];
    private long _values;

    public IReadOnlyList<Register> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _products];
            }
        }
    }

    public void Add(Register product)
    {
        lock (_gate)
        {
            _products.Add(product);
        }
    }

    /// <summary>A value that no write has had.</summary>
    public long NextValue() => Interlocked.Increment(ref _values);

    /// <summary>One of the hot products, which are the first ones, or any other.</summary>
    public Register Any(Random random)
    {
        lock (_gate)
        {
            return random.NextDouble() < ShareOfHot ? _products[random.Next(hot)] : _products[random.Next(hot, _products.Count)];
        }
    }
}
