namespace Products.Chaos.Load;

/// <summary>All front ends.</summary>
/// <param name="all">One or more.</param>
/// <param name="total">Where they note their answers, too.</param>
internal sealed class FrontDoors(IReadOnlyList<FrontDoor> all, Availability total) : IDisposable
{
    public IReadOnlyList<FrontDoor> All => all;

    /// <summary>Of all together.</summary>
    public Availability Availability => total;

    /// <summary>From now on it counts for how long nothing was answered.</summary>
    public void Begin(TimeSpan now) => Each(availability => availability.Begin(now));

    public void End(TimeSpan now) => Each(availability => availability.End(now));

    /// <summary>One of those that do not rest, or of all when all do.</summary>
    public FrontDoor Any(Random random) => AnyOf(all, random);

    /// <summary>Another one than this, where there is one.</summary>
    public FrontDoor Other(FrontDoor than, Random random) => all.Count == 1 ? than : AnyOf([.. all.Where(door => door != than)], random);

    public void Dispose()
    {
        foreach (var door in all)
        {
            door.Dispose();
        }
    }

    private void Each(Action<Availability> action) => all.Select(door => door.Availability).Append(total).ToList().ForEach(action);

    private static FrontDoor AnyOf(IReadOnlyList<FrontDoor> doors, Random random)
    {
        var awake = doors.Where(door => !door.Rests).ToList();
        return awake.Count > 0 ? awake[random.Next(awake.Count)] : doors[random.Next(doors.Count)];
    }
}
