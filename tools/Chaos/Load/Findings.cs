using System.Collections.Concurrent;

namespace Products.Chaos.Load;

/// <summary>What clients were told that they should never be told.</summary>
internal sealed class Findings(Journal journal)
{
    private readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyCollection<string> All => _all;

    public void Add(string finding)
    {
        journal.Write($"VIOLATION: {finding}");
        _all.Enqueue(finding);
    }
}
