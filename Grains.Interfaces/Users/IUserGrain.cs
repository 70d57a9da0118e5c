using Orleans.Concurrency;

namespace Products.Grains.Interfaces.Users;

/// <summary>An owner of products; the grain key is the user id.</summary>
[Alias("products.user")]
public interface IUserGrain : IGrainWithGuidKey
{
    /// <summary>Creates the user; a repeat answers with the user as created.</summary>
    [Alias("create"), SafeToRepeat]
    Task<User> CreateAsync(string name);

    /// <returns>The user, or null when there is none.</returns>
    [Alias("get"), AlwaysInterleave, SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<User?> GetAsync();

    [Alias("exists"), AlwaysInterleave, SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<bool> ExistsAsync();
}

/// <summary>An owner of products.</summary>
[GenerateSerializer, Immutable, Alias("products.user-view")]
public sealed record User(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset CreatedAt);
