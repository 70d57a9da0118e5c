using System.Collections.Concurrent;
using System.Reflection;
using Products.Grains.Interfaces.DeadLetters;

namespace Products.Jobs.Tests.Hosts;

/// <summary>Stands in for a cluster that knows dead letters only.</summary>
public class FakeGrains : DispatchProxy
{
    private IDeadLetterGrain _letters = null!;

    public static IGrainFactory With(IDeadLetterGrain letters)
    {
        var factory = Create<IGrainFactory, FakeGrains>();
        ((FakeGrains)(object)factory)._letters = letters;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.ReturnType == typeof(IDeadLetterGrain) ? _letters : throw new NotSupportedException(targetMethod.ToString());
}

/// <summary>Remembers each letter once, as the database does.</summary>
public sealed class FakeLetters : IDeadLetterGrain
{
    private readonly ConcurrentDictionary<Guid, DeadLetter> _letters = new();
    private int _failures;

    public ICollection<DeadLetter> All => _letters.Values;

    /// <summary>The next so many letters cannot be kept.</summary>
    public void FailNext(int times) => _failures = times;

    public Task RecordAsync(DeadLetter letter)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new IOException("The database is away.");
        }

        _letters.TryAdd(letter.Message!.ImageId, letter);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReplayOutcome> ReplayAsync(long id, string? traceParent) => throw new NotSupportedException();

    public Task<ReplayCount> ReplayAllAsync(string? traceParent) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(long id) => throw new NotSupportedException();
}
