using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Products.Hosting.Telemetry;

/// <summary>Says of a request's span what is known only when it is answered: its route, by which it is named, and its status.</summary>
internal sealed class RequestSpans : IStartupFilter
{
    private const string Route = "http.route";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(TraceAsync);
        next(app);
    };

    private static Task TraceAsync(HttpContext context, RequestDelegate next) =>
        Activity.Current is { IsAllDataRequested: true } span ? TraceAsync(context, next, span) : next(context);

    private static async Task TraceAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        try
        {
            await next(context);
        }
        finally
        {
            Describe(span, context);
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", $"{status}").SetStatus(ActivityStatusCode.Error);
        }

        if (RouteOf(context) is { } route)
        {
            span.SetTag(Route, route).DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            span.DisplayName = context.Request.Method;
        }
    }

    /// <summary>That of the endpoint; what answers without one has named it for the figures.</summary>
    private static string? RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText
        ?? context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.FirstOrDefault(tag => tag.Key == Route).Value as string;
}
