using System.Text;

namespace Products.Grains.Interfaces.Users;

/// <summary>How user ids come about.</summary>
public static class UserId
{
    private const int DerivedVersion = 8;

    /// <summary>A new id, of a user whom nobody vouches for: UUID version 7.</summary>
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>The id of whom a token names: the name itself where it is a UUID, else one that is derived from the token's issuer and the name.</summary>
    /// <remarks>
    /// A UUID of the version of derived ids is a name like any other: where users choose their names, one of them could take the
    /// id of another, which all can read.
    /// </remarks>
    /// <param name="issuer">Who vouches for the user; empty when the token does not say.</param>
    /// <param name="name">The user as the issuer calls them; upper and lower case differ, except in a UUID.</param>
    public static Guid FromToken(string issuer, string name) =>
        Uuid.TryParse(name, out var id) && id != Guid.Empty && id.Version != DerivedVersion
            ? id
            : NameBasedId.Of(NameBasedId.Of(Guid.Empty, Encoding.UTF8.GetBytes(issuer)), Encoding.UTF8.GetBytes(name));
}
