namespace Products.Chaos.Faults;

/// <summary>Which faults come, one after the other and some at the same time. It depends on the seed and on nothing else.</summary>
/// <remarks>Faults are dealt like cards: each kind has come once before any comes again, those of silos and front ends oftener than others.</remarks>
internal sealed class FaultSchedule
{
    private const double ShareOfPairs = 0.3;

    private static readonly Card[] Deck =
    [
        .. Each([Part.Silo, Part.Silo, Part.Frontend, Part.Worker, Part.Postgres, Part.Membership, Part.Cache, Part.RabbitMq], part => new Card(FaultKind.Kill, part, 0, 6)),
        .. Each([Part.Silo, Part.Frontend, Part.Frontend, Part.Worker, Part.Postgres, Part.Membership, Part.Cache, Part.RabbitMq], part => new Card(FaultKind.Pause, part, 3, 10)),
        .. Each([Part.Silo, Part.Frontend, Part.Worker], part => new Card(FaultKind.Stop, part, 0, 3)),
        new(FaultKind.Pause, Part.Silo, 3, 5), // longer than a lease
        new(FaultKind.Pause, Part.Silo, 28, 34), // until the others have declared it dead: Orleans waits for 3 × 4 × Cluster:ProbeTimeout while its connections are open
        .. Each([FaultKind.Cut, FaultKind.Clog], kind => Each([Part.Postgres, Part.Membership, Part.Cache, Part.RabbitMq], from => new Card(kind, Part.Silo, 3, 12, from))).SelectMany(cards => cards),
        .. Each([FaultKind.Cut, FaultKind.Clog], kind => new Card(kind, Part.Silo, 3, 8, Part.Tables)), // from all that could tell it that it is a member, for longer than a lease
        .. Each([FaultKind.Cut, FaultKind.Clog], kind => new Card(kind, Part.Frontend, 3, 12, Part.Membership)),
        .. Each([FaultKind.Cut, FaultKind.Clog], kind => Each([Part.Membership, Part.RabbitMq], from => new Card(kind, Part.Worker, 3, 12, from))).SelectMany(cards => cards),
    ];

    private readonly Random _random;
    private readonly Queue<Card> _dealt = new();

    private FaultSchedule(int seed) => _random = new(seed);

    /// <returns>Steps without end.</returns>
    public static IEnumerable<FaultStep> Of(int seed)
    {
        var schedule = new FaultSchedule(seed);
        while (true)
        {
            yield return schedule.Next();
        }
    }

    private FaultStep Next()
    {
        List<Card> cards = [Deal()];
        if (_random.NextDouble() < ShareOfPairs && Deal() is var second)
        {
            cards.Add(second);
        }

        // Of two that concern the same part, the second waits for its turn: one of each must stay alive.
        if (cards is [var first, var other] && first.Part == other.Part)
        {
            cards.Remove(other);
            _dealt.Enqueue(other);
        }

        return new([.. cards.Select(card => Make(card, isFirst: card == cards[0]))], Seconds(2, 6));
    }

    private Card Deal()
    {
        if (_dealt.Count == 0)
        {
            var shuffled = Deck.ToArray();
            _random.Shuffle(shuffled);
            Array.ForEach(shuffled, _dealt.Enqueue);
        }

        return _dealt.Dequeue();
    }

    private Fault Make(Card card, bool isFirst) =>
        new(card.Kind, card.Part, _random.Next(1000), card.From, isFirst ? TimeSpan.Zero : Seconds(0, 4), Seconds(card.Least, card.Most));

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (_random.NextDouble() * (most - least)));

    private static IEnumerable<T> Each<TItem, T>(TItem[] items, Func<TItem, T> make) => items.Select(make);

    private sealed record Card(FaultKind Kind, Part Part, double Least, double Most, Part? From = null);
}
