using Products.Grains.Interfaces.Users;

namespace Products.Grains.Tests;

public sealed class UserIdTests
{
    private const string Issuer = "https://issuer.example";

    [Theory]
    [InlineData("0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("0198A0A0-0000-7000-8000-000000000001")]
    public void A_uuid_is_the_id(string name) => Assert.Equal(Guid.Parse(name), UserId.FromToken(Issuer, name));

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada")]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82")]
    [InlineData("0198a0a0000070008000000000000001")]
    [InlineData(" 0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("+198a0a0-0000-7000-8000-000000000001")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Another_name_has_an_id_of_version_8(string name) => Assert.Equal(8, UserId.FromToken(Issuer, name).Version);

    [Fact]
    public void Nobody_takes_the_derived_id_of_another_by_calling_themselves_so()
    {
        var ada = UserId.FromToken(Issuer, "ada");

        Assert.NotEqual(ada, UserId.FromToken(Issuer, ada.ToString()));
        Assert.NotEqual(ada, UserId.FromToken(Issuer, ada.ToString().ToUpperInvariant()));
    }

    [Fact]
    public void The_id_depends_on_issuer_and_name_and_on_nothing_else()
    {
        Guid[] ids = [UserId.FromToken(Issuer, "ada"), UserId.FromToken(Issuer, "Ada"), UserId.FromToken(Issuer + "a", "da"), UserId.FromToken("", "ada")];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], UserId.FromToken(Issuer, "ada"));
    }

    [Fact]
    public void The_id_never_changes() =>
        Assert.Equal("1c827f82-89b0-887c-9679-c90c9eb3939d", UserId.FromToken(Issuer, "ada").ToString());
}
