using System.Text;

namespace Products.Grains.Interfaces.Users;

/// <summary>How user ids come about.</summary>
public static class UserId
{
    /// <summary>A new id, of a user whom nobody vouches for: UUID version 7.</summary>
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>The id of whom a token names: the name itself where it is a UUID, else one that is derived from the token's issuer and the name.</summary>
    /// <param name="issuer">Who vouches for the user; empty when the token does not say.</param>
    /// <param name="name">The user as the issuer calls them; upper and lower case differ, except in a UUID.</param>
    public static Guid FromToken(string issuer, string name) =>
        Guid.TryParseExact(name, "D", out var id) && id != Guid.Empty
            ? id
            : NameBasedId.Of(NameBasedId.Of(Guid.Empty, Encoding.UTF8.GetBytes(issuer)), Encoding.UTF8.GetBytes(name));
}
