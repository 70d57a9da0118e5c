namespace Products.Grains.Interfaces.Changes;

/// <summary>The changes of all products in the order of their numbers. Stateless: any silo answers.</summary>
[Alias("products.change-feed")]
public interface IChangeFeedGrain : IGrainWithIntegerKey
{
    /// <summary>The number up to which changes can be read now; every one that is committed later has a higher one.</summary>
    [Alias("position"), SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<long> PositionAsync(CancellationToken cancellationToken);

    /// <summary>The changes after a number, up to the first one that a slower commit may still come before.</summary>
    [Alias("read"), SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<ChangePage> ReadAsync(ChangeQuery query, CancellationToken cancellationToken);

    /// <returns>The latest change of a product; null when there never was such a product.</returns>
    [Alias("find"), SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<ProductEvent?> FindAsync(Guid product, CancellationToken cancellationToken);
}

/// <summary>Which changes to read.</summary>
[GenerateSerializer, Immutable, Alias("products.change-query")]
public sealed record ChangeQuery
{
    /// <summary>The number of the last change that was seen; 0 for none.</summary>
    [Id(0)] public required long After { get; init; }

    /// <summary>How many changes to look at, whether they are wanted or not.</summary>
    /// <value>1 to 1000; a page of large products has fewer.</value>
    [Id(1)] public required int Limit { get; init; }

    /// <summary>Whose changes are wanted; null for all.</summary>
    [Id(2)] public ChangeInterest? Interest { get; init; }
}

/// <summary>Some products, and all products of some users.</summary>
[GenerateSerializer, Immutable, Alias("products.change-interest")]
public sealed record ChangeInterest(
    [property: Id(0)] IReadOnlyList<Guid> Products,
    [property: Id(1)] IReadOnlyList<Guid> Users)
{
    public static ChangeInterest OfUser(Guid user) => new([], [user]);
}

/// <summary>A page of the feed.</summary>
/// <param name="Items">In ascending order, each product once at most.</param>
/// <param name="Next">The number to go on after.</param>
/// <param name="More">Whether there are changes beyond already; they may not be readable yet.</param>
[GenerateSerializer, Immutable, Alias("products.change-page")]
public sealed record ChangePage(
    [property: Id(0)] IReadOnlyList<ProductEvent> Items,
    [property: Id(1)] long Next,
    [property: Id(2)] bool More);
