using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Access;

public sealed class KnownTokensTests
{
    private const string Header = "Bearer token";
    private static readonly Caller Somebody = new(Guid.NewGuid());
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly KnownTokens _tokens;

    public KnownTokensTests() => _tokens = new(_time);

    [Fact]
    public void A_token_is_known_for_at_most_a_minute()
    {
        Add(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(1) - Moment);
        Assert.Equal(Somebody, _tokens.Find(Header));

        _time.Advance(Moment);
        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void A_token_is_not_known_once_it_has_expired()
    {
        Add(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10) - Moment);
        Assert.Equal(Somebody, _tokens.Find(Header));

        _time.Advance(Moment);
        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void A_token_that_is_accepted_after_its_time_because_clocks_differ_is_checked_each_time()
    {
        Add(TimeSpan.FromSeconds(-1));

        Assert.Null(_tokens.Find(Header));
    }

    [Fact]
    public void A_token_that_is_checked_again_is_known_for_another_minute()
    {
        Add(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(50));
        Add(TimeSpan.FromHours(1));

        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(Somebody, _tokens.Find(Header));
    }

    [Theory]
    [InlineData("Bearer other")]
    [InlineData("bearer token")]
    [InlineData("Bearer token ")]
    [InlineData("")]
    public void Another_header_is_unknown(string header)
    {
        Add(TimeSpan.FromHours(1));

        Assert.Null(_tokens.Find(header));
    }

    [Fact]
    public void A_header_that_is_longer_than_tokens_are_is_not_remembered()
    {
        var header = "Bearer" + new string(' ', 4_096) + "token";
        _tokens.Add(header, InAnHour(), Somebody);

        Assert.Null(_tokens.Find(header));
    }

    [Fact]
    public void No_header_and_two_headers_are_unknown()
    {
        Add(TimeSpan.FromHours(1));
        _tokens.Add(default, InAnHour(), Somebody);
        _tokens.Add(new StringValues([Header, Header]), InAnHour(), Somebody);

        Assert.Null(_tokens.Find(default));
        Assert.Null(_tokens.Find(new StringValues([Header, Header])));
    }

    private DateTime InAnHour() => _time.GetUtcNow().UtcDateTime.AddHours(1);

    private void Add(TimeSpan left) => _tokens.Add(Header, _time.GetUtcNow().UtcDateTime + left, Somebody);
}
