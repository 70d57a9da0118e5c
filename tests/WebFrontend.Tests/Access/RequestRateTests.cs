using System.Net;
using Microsoft.AspNetCore.Http;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Access;

public sealed class RequestRateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(600)]
    [InlineData(1_000_000)]
    public void A_bucket_fills_at_exactly_the_rate(int perMinute)
    {
        var bucket = RequestRate.Bucket(perMinute);
        Assert.Equal(perMinute, bucket.TokenLimit);
        Assert.Equal(perMinute * bucket.ReplenishmentPeriod.TotalSeconds, bucket.TokensPerPeriod * 60.0);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_customer_are_counted_together(string one, string other, bool together) =>
        Assert.Equal(together, KeyOf(one) == KeyOf(other));

    [Fact]
    public void A_user_is_counted_wherever_they_are()
    {
        var caller = new Caller(Guid.NewGuid());
        Assert.Equal(KeyOf("203.0.113.7", caller), KeyOf("203.0.113.8", caller));
        Assert.NotEqual(KeyOf("203.0.113.7", caller), KeyOf("203.0.113.7", new Caller(Guid.NewGuid())));
    }

    private static string KeyOf(string address, Caller? caller = null)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        context.Features.Set(caller);
        return RequestRate.KeyOf(context);
    }
}
