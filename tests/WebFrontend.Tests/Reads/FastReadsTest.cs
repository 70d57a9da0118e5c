using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>Requests before the short way, and whether they took it.</summary>
public abstract class FastReadsTest : ReadsTest
{
    protected FastReadsTest() => Tokens = new(Time);

    private protected KnownTokens Tokens { get; }

    /// <summary>The latest request, if it took the long way.</summary>
    private protected HttpContext? LongWay { get; private set; }

    private protected PartitionedRateLimiter<HttpContext>? Limiter { get; set; }

    private protected static DefaultHttpContext Request(string method = "GET", string? path = null, string query = "", string? condition = null, string? token = null)
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

    private protected async Task TakesTheLongWayAsync(HttpContext request, bool access = false, ClusterState? cluster = null)
    {
        var answer = await SendAsync(request, access, cluster: cluster);

        Assert.Same(request, LongWay);
        Assert.Equal((0, 200, ""), (answer.Headers.Count, answer.StatusCode, TextOf(answer)));
    }

    private protected async Task<HttpResponse> SendAsync(HttpContext request, bool access = false, int logOneIn = 1_000_000, ClusterState? cluster = null)
    {
        LongWay = null;
        var options = Options.Create(new ApiOptions { LogOneReadIn = logOneIn, RequestsPerMinute = Limiter is null ? 0 : 1 });
        var limits = Options.Create(new RateLimiterOptions { GlobalLimiter = Limiter });
        await new FastReads(TakeLongWay, Reads, Tokens, new AccessSwitch(access), options, limits, cluster).InvokeAsync(request);
        return request.Response;
    }

    private Task TakeLongWay(HttpContext context)
    {
        LongWay = context;
        return Task.CompletedTask;
    }

    private protected static string TextOf(HttpResponse response) => System.Text.Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
}
