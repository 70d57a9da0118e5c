using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Products.WebFrontend.RequestLog;

namespace Products.WebFrontend.Access;

/// <summary>How many requests a user may send, or an address where there is no token; who looks after the process is not counted.</summary>
/// <remarks>Reads on the short way count themselves, with the same limiter.</remarks>
internal static class RequestRate
{
    private const int SecondsPerMinute = 60;

    /// <summary>One customer of a network provider commonly has all addresses that begin alike in these.</summary>
    private const int NetworkBytes = 8;

    public static void AddRequestRate(this IServiceCollection services) =>
        services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = SayWhenToComeBack;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, api.Value.RequestsPerMinute));
        });

    /// <summary>After authentication, so that users are known; before authorization, so that bad tokens count as well.</summary>
    public static void UseRequestRate(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute > 0)
        {
            app.UseRateLimiter();
        }
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, int perMinute) =>
        RequestLogMiddleware.IsWatching(context.Request.Path) || context.Features.Get<CountedRequest>() is not null
            ? RateLimitPartition.GetNoLimiter("uncounted")
            : RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), _ => Bucket(perMinute));

    /// <summary>A minute's requests may come at once; then they come back evenly, in the shortest period that has a whole number of them.</summary>
    internal static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var periods = (int)BigInteger.GreatestCommonDivisor(perMinute, SecondsPerMinute);
        return new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perMinute / periods,
            ReplenishmentPeriod = TimeSpan.FromSeconds(SecondsPerMinute / periods),
            QueueLimit = 0,
        };
    }

    internal static string KeyOf(HttpContext context) =>
        Caller.Of(context) is { UserId: var user } ? $"user {user}" : "address " + NetworkOf(context.Connection.RemoteIpAddress);

    private static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };

    private static ValueTask SayWhenToComeBack(OnRejectedContext context, CancellationToken cancellationToken)
    {
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>A request that was counted before, and is not to be counted again.</summary>
internal sealed class CountedRequest
{
    public static readonly CountedRequest Instance = new();
}
