using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class FastReadsTests : ReadsTest
{
    private readonly KnownTokens _tokens;
    private HttpContext? _long;
    private PartitionedRateLimiter<HttpContext>? _limiter;

    public FastReadsTests() => _tokens = new(Time);

    [Fact]
    public async Task A_plain_read_takes_the_short_way()
    {
        await ReadAsync(revision: 3);
        var answer = await SendAsync(Request());

        Assert.Null(_long);
        Assert.Equal((200, "\"3\"", "application/json; charset=utf-8", 2L, "nosniff", "{}"),
            (answer.StatusCode, answer.Headers.ETag.ToString(), answer.ContentType, answer.ContentLength, answer.Headers.XContentTypeOptions.ToString(), TextOf(answer)));
    }

    [Fact]
    public async Task A_product_that_is_not_kept_yet_is_asked_for()
    {
        var answer = SendAsync(Request());
        Answer(revision: 3);

        Assert.Equal("\"3\"", (await answer).Headers.ETag.ToString());
        Assert.Null(_long);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_take_the_long_way(string method)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(method: method));
    }

    [Theory]
    [InlineData("/products")]
    [InlineData("/products/{0:D}/")]
    [InlineData("/products/{0:D}/images")]
    [InlineData("/products/{0:N}1234")]
    [InlineData("/products/{0:B}")]
    [InlineData("/Products/{0:D}")]
    [InlineData("/catalog//{0:D}")]
    [InlineData("/products/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")]
    [InlineData("")]
    public async Task Other_paths_take_the_long_way(string path)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(path: string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Id)));
    }

    [Fact]
    public async Task A_query_takes_the_long_way()
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(query: "?wait=images"));
    }

    [Fact]
    public async Task Letters_of_an_id_may_be_large()
    {
        await ReadAsync(revision: 3);
        await SendAsync(Request(path: "/products/" + Id.ToString().ToUpperInvariant()));

        Assert.Null(_long);
    }

    [Fact]
    public async Task A_client_that_has_the_revision_is_told_so()
    {
        await ReadAsync(revision: 3);
        var answer = await SendAsync(Request(condition: "\"3\""));

        Assert.Null(_long);
        Assert.Equal((304, "\"3\"", null, null, ""), (answer.StatusCode, answer.Headers.ETag.ToString(), answer.ContentType, answer.ContentLength, TextOf(answer)));
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("W/\"3\"")]
    [InlineData("\"2\", \"3\"")]
    [InlineData("*")]
    [InlineData("3")]
    [InlineData("")]
    public async Task Other_conditions_take_the_long_way(string condition)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(condition: condition));
    }

    [Fact]
    public async Task A_product_that_is_not_there_takes_the_long_way()
    {
        var answer = SendAsync(Request());
        Next().SetResult(null);
        await answer;

        Assert.NotNull(_long);
        Assert.Null(_long.Features.Get<FailedRead>());
    }

    [Fact]
    public async Task A_read_that_failed_takes_its_failure_along_on_the_long_way()
    {
        var answer = SendAsync(Request());
        Next().SetException(new TimeoutException("slow"));
        await answer;

        var failed = _long!.Features.Get<FailedRead>();
        Assert.Equal("slow", Assert.Throws<TimeoutException>(failed!.Throw).Message);
    }

    [Fact]
    public async Task One_read_in_so_many_takes_the_long_way_to_be_logged()
    {
        await ReadAsync(revision: 3);
        var taken = 0;
        for (var reads = 0; reads < 400; reads++)
        {
            await SendAsync(Request(), logOneIn: 4);
            taken += _long is null ? 0 : 1;
        }

        Assert.InRange(taken, 40, 200); // 100 are expected; the odds against are below one in a billion
    }

    [Fact]
    public async Task Where_tokens_are_asked_for_only_a_known_one_takes_the_short_way()
    {
        await ReadAsync(revision: 3);
        _tokens.Add("Bearer known", Time.GetUtcNow().UtcDateTime.AddMinutes(5), new Caller(Guid.NewGuid()));
        await TakesTheLongWayAsync(Request(), access: true);
        await TakesTheLongWayAsync(Request(token: "Bearer unknown"), access: true);

        await SendAsync(Request(token: "Bearer known"), access: true);
        Assert.Null(_long);
    }

    [Fact]
    public async Task A_front_end_that_has_found_no_silo_yet_asks_nobody()
    {
        await TakesTheLongWayAsync(Request(), cluster: new ClusterState());

        Assert.Empty(Silo.Asked);
    }

    [Fact]
    public async Task A_read_that_is_counted_here_is_not_counted_again_and_one_too_many_takes_the_long_way()
    {
        await ReadAsync(revision: 3);
        _limiter = Limiter(requests: 2);
        await SendAsync(Request());
        Assert.Null(_long);
        await TakesTheLongWayAsync(Request(condition: "*"));
        Assert.NotNull(_long!.Features.Get<CountedRequest>());

        await TakesTheLongWayAsync(Request());
        Assert.Null(_long.Features.Get<CountedRequest>());
    }

    [Fact]
    public async Task Reads_are_counted_for_the_user_of_the_token()
    {
        var caller = new Caller(Guid.NewGuid());
        await ReadAsync(revision: 3);
        _tokens.Add("Bearer known", Time.GetUtcNow().UtcDateTime.AddMinutes(5), caller);
        _limiter = Limiter(requests: 1);
        var request = Request(token: "Bearer known");
        await SendAsync(request, access: true);

        Assert.Null(_long);
        Assert.Same(caller, Caller.Of(request));
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(int requests) => PartitionedRateLimiter.Create<HttpContext, string>(
        _ => RateLimitPartition.GetTokenBucketLimiter("all", _ => RequestRate.Bucket(requests)));

    private static DefaultHttpContext Request(string method = "GET", string? path = null, string query = "", string? condition = null, string? token = null)
    {
        var context = new DefaultHttpContext
        {
            Request = { Method = method, Path = path ?? $"/products/{Id}", QueryString = new QueryString(query) },
            Response = { Body = new MemoryStream() },
        };
        if (condition is not null)
        {
            context.Request.Headers.IfNoneMatch = condition;
        }

        if (token is not null)
        {
            context.Request.Headers.Authorization = token;
        }

        return context;
    }

    private async Task TakesTheLongWayAsync(HttpContext request, bool access = false, ClusterState? cluster = null)
    {
        var answer = await SendAsync(request, access, cluster: cluster);

        Assert.Same(request, _long);
        Assert.Equal((0, 200, ""), (answer.Headers.Count, answer.StatusCode, TextOf(answer)));
    }

    private async Task<HttpResponse> SendAsync(HttpContext request, bool access = false, int logOneIn = 1_000_000, ClusterState? cluster = null)
    {
        _long = null;
        var options = Options.Create(new ApiOptions { LogOneReadIn = logOneIn, RequestsPerMinute = _limiter is null ? 0 : 1 });
        var limits = Options.Create(new RateLimiterOptions { GlobalLimiter = _limiter });
        await new FastReads(TakeLongWay, Reads, _tokens, new AccessSwitch(access), options, limits, cluster).InvokeAsync(request);
        return request.Response;
    }

    private Task TakeLongWay(HttpContext context)
    {
        _long = context;
        return Task.CompletedTask;
    }

    private static string TextOf(HttpResponse response) => System.Text.Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
}
