using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Http.Features;
using Products.Grains.Interfaces;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;
using Products.WebFrontend.Preconditions;

namespace Products.WebFrontend.Reads;

/// <summary>The short way for <c>GET /products/{id}</c>: before routing, logging and all else that costs more than the answer.</summary>
/// <remarks>
/// Whatever is not plain goes the long way: another form of the path, a query, a condition that does not hold, a token that was not seen before,
/// one request too many, a product that is not there, a failure. So does one read in <see cref="ApiOptions.LogOneReadIn"/>, to be logged.
/// </remarks>
internal sealed class FastReads(
    RequestDelegate next, ProductReads reads, KnownTokens tokens, AccessSwitch access, IOptions<ApiOptions> options, IOptions<RateLimiterOptions> limits,
    ClusterState? cluster = null)
{
    private const string Folder = "/products/";

    /// <summary>As the long way, which has a route, calls it.</summary>
    private static readonly KeyValuePair<string, object?> Route = new("http.route", "/products/{id:guid}");

    private readonly int _logOneIn = options.Value.LogOneReadIn;
    private readonly PartitionedRateLimiter<HttpContext>? _limiter = options.Value.RequestsPerMinute > 0 ? limits.Value.GlobalLimiter : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPlain(context.Request, out var id) || Random.Shared.Next(_logOneIn) == 0 || !IsAdmitted(context))
        {
            return next(context);
        }

        return reads.TryGet(id, out var product) ? AnswerAsync(context, product)
            : cluster is { IsStarted: false } ? TakeLongWayAsync(context)
            : AskAsync(context, id);
    }

    private static bool IsPlain(HttpRequest request, out Guid id)
    {
        id = default;
        return HttpMethods.IsGet(request.Method)
            && request.Path.Value is { } path
            && path.StartsWith(Folder, StringComparison.Ordinal)
            && Uuid.TryParse(path.AsSpan(Folder.Length), out id)
            && !request.QueryString.HasValue
            && !UnsupportedConditions.AreIn(request.Headers);
    }

    private bool IsAdmitted(HttpContext context)
    {
        var caller = access.IsOn ? tokens.Find(context.Request.Headers.Authorization) : null;
        return (!access.IsOn || caller is not null) && (_limiter is null || TryCount(_limiter, context, caller));
    }

    /// <summary>A request too many is refused on the long way, which tries again.</summary>
    private static bool TryCount(PartitionedRateLimiter<HttpContext> limiter, HttpContext context, Caller? caller)
    {
        context.Features.Set(caller);
        using var lease = limiter.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    private Task TakeLongWayAsync(HttpContext context)
    {
        context.Features.Set(_limiter is null ? null : CountedRequest.Instance);
        return next(context);
    }

    private async Task AskAsync(HttpContext context, Guid id)
    {
        KeptProduct? product = null;
        try
        {
            product = await reads.ReadAsync(id);
        }
        catch (Exception failure)
        {
            context.Features.Set(new FailedRead(failure));
        }

        await (product is null ? TakeLongWayAsync(context) : AnswerAsync(context, product));
    }

    private Task AnswerAsync(HttpContext context, KeptProduct product)
    {
        var condition = context.Request.Headers.IfNoneMatch;
        if (condition.Count > 0 && condition != product.ETag)
        {
            return TakeLongWayAsync(context);
        }

        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(Route);
        SecurityHeaders.Set(context);
        context.Response.Headers.ETag = product.ETag;
        if (condition.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return ProductBody.WriteAsync(context, product.Body);
    }
}
