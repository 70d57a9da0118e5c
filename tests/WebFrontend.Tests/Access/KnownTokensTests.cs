using Microsoft.Extensions.Time.Testing;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Access;

public sealed class KnownTokensTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KnownTokens _tokens;

    public KnownTokensTests() => _tokens = new(_time);

    [Theory]
    [InlineData(10, 10)]
    [InlineData(3600, 60)]
    public void A_token_is_trusted_for_a_minute_and_never_past_its_expiry(int expiresIn, int trustedFor)
    {
        _tokens.Add("Bearer a", _time.GetUtcNow().UtcDateTime.AddSeconds(expiresIn));
        _time.Advance(TimeSpan.FromSeconds(trustedFor) - TimeSpan.FromMilliseconds(1));
        Assert.True(_tokens.Contains("Bearer a"));

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(_tokens.Contains("Bearer a"));
    }

    [Fact]
    public void Only_the_very_same_header_is_known()
    {
        _tokens.Add("Bearer a", _time.GetUtcNow().UtcDateTime.AddHours(1));

        Assert.False(_tokens.Contains("Bearer b"));
        Assert.False(_tokens.Contains("bearer a"));
        Assert.False(_tokens.Contains(default));
        Assert.False(_tokens.Contains(new(["Bearer a", "Bearer b"])));
    }

    [Fact]
    public void A_token_that_has_expired_is_not_known()
    {
        _tokens.Add("Bearer a", _time.GetUtcNow().UtcDateTime);

        Assert.False(_tokens.Contains("Bearer a"));
    }
}
