using Products.Grains.Interfaces.Users;

namespace Products.Grains.Users;

/// <summary>A user as it is stored.</summary>
public sealed record UserState
{
    /// <summary>The form of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public User ToUser() => new(Id, Name, CreatedAt);
}
