using Products.Servers.Histories;

namespace Products.Chaos.Tests.Histories;

/// <summary>A right register, used by clients whose operations take effect at a moment between their begin and their answer.</summary>
internal sealed class SimulatedRegister(int seed)
{
    private const int Clients = 12;

    private readonly Random _random = new(seed);

    /// <returns>Operations on it, the creation first.</returns>
    public List<Operation> Run(int count)
    {
        var operations = new List<Operation> { Operation.Write(0, "front", 1, 1, At(0), At(1)) };
        var (revision, value) = (1L, 1L);
        var free = Enumerable.Repeat(2, Clients).ToArray();
        foreach (var effect in Enumerable.Range(3, count).Select(step => step * 10))
        {
            var client = Array.FindIndex(free, time => time < effect);
            if (client < 0)
            {
                continue; // all of them wait for an answer
            }

            var (invoked, answered) = (At(_random.Next(free[client], effect)), At(effect + _random.Next(1, 60)));
            free[client] = (int)answered.Ticks + 1;
            if (_random.Next(4) > 0)
            {
                operations.Add(Operation.Read(client, "front", revision, value, invoked, answered));
            }
            else if (_random.Next(5) > 0)
            {
                (revision, value) = (revision + 1, effect);
                operations.Add(Operation.Write(client, "front", revision, value, invoked, answered));
            }
            else
            {
                operations.Add(Operation.Attempt(client, "front", effect, invoked));
                (revision, value) = _random.Next(2) == 0 ? (revision + 1, effect) : (revision, value);
            }
        }

        return operations;
    }

    /// <summary>Answers one of the reads with a revision that an acknowledged write had replaced before the read began.</summary>
    /// <returns>The read.</returns>
    public Operation MakeOneReadStale(List<Operation> operations)
    {
        var candidates =
            from at in Enumerable.Range(0, operations.Count)
            where !operations[at].IsWrite
            from old in operations.Where(write => write is { IsWrite: true, Answered: not null })
            where operations.Any(newer => newer.IsWrite && newer.Revision > old.Revision && newer.Precedes(operations[at]))
            select (at, old);
        var all = candidates.ToList();
        var (read, write) = all[_random.Next(all.Count)];
        return operations[read] = operations[read] with { Revision = write.Revision, Value = write.Value };
    }

    private static TimeSpan At(int ticks) => TimeSpan.FromTicks(ticks);
}
