using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>Who may take the short way: known tokens, within the limit, and not those that are to be logged.</summary>
public sealed class FastReadsAdmissionTests : FastReadsTest
{
    [Fact]
    public async Task One_read_in_so_many_takes_the_long_way_to_be_logged()
    {
        await ReadAsync(revision: 3);
        var taken = 0;
        for (var reads = 0; reads < 400; reads++)
        {
            await SendAsync(Request(), logOneIn: 4);
            taken += LongWay is null ? 0 : 1;
        }

        Assert.InRange(taken, 40, 200); // 100 are expected; the odds against are below one in a billion
    }

    [Fact]
    public async Task Where_tokens_are_asked_for_only_a_known_one_takes_the_short_way()
    {
        await ReadAsync(revision: 3);
        Tokens.Add("Bearer known", Time.GetUtcNow().UtcDateTime.AddMinutes(5), new Caller(Guid.NewGuid()));
        await TakesTheLongWayAsync(Request(), access: true);
        await TakesTheLongWayAsync(Request(token: "Bearer unknown"), access: true);

        await SendAsync(Request(token: "Bearer known"), access: true);
        Assert.Null(LongWay);
    }

    [Fact]
    public async Task A_read_that_is_counted_here_is_not_counted_again_and_one_too_many_takes_the_long_way()
    {
        await ReadAsync(revision: 3);
        Limiter = LimiterOf(requests: 2);
        await SendAsync(Request());
        Assert.Null(LongWay);
        await TakesTheLongWayAsync(Request(condition: "*"));
        Assert.NotNull(LongWay!.Features.Get<CountedRequest>());

        await TakesTheLongWayAsync(Request());
        Assert.Null(LongWay.Features.Get<CountedRequest>());
    }

    [Fact]
    public async Task Reads_are_counted_for_the_user_of_the_token()
    {
        var caller = new Caller(Guid.NewGuid());
        await ReadAsync(revision: 3);
        Tokens.Add("Bearer known", Time.GetUtcNow().UtcDateTime.AddMinutes(5), caller);
        Limiter = LimiterOf(requests: 1);
        var request = Request(token: "Bearer known");
        await SendAsync(request, access: true);

        Assert.Null(LongWay);
        Assert.Same(caller, Caller.Of(request));
    }

    private static PartitionedRateLimiter<HttpContext> LimiterOf(int requests) => PartitionedRateLimiter.Create<HttpContext, string>(
        _ => RateLimitPartition.GetTokenBucketLimiter("all", _ => RequestRate.Bucket(requests)));
}
