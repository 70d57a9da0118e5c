using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.RequestLog;

/// <summary>Logs each request once, when it is done.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var body = CountingBody.On(context);
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, body.Bytes, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private void Log(HttpContext context, long bytes, double milliseconds)
    {
        var status = context.Response.StatusCode;
        var ended = context.Features.Get<IExceptionHandlerFeature>();
        var failure = status >= StatusCodes.Status500InternalServerError ? ended?.Error : null;
        var level = failure is not null ? LogLevel.Error
            : IsWatching(context.Request.Path) ? LogLevel.Debug // a load balancer looks several times a second
            : LogLevel.Information;
        if (logger.IsEnabled(level))
        {
            LogRequest(level, failure, context.Request.Method, RouteOf(ended?.Endpoint ?? context.GetEndpoint()), context.Request.Path, status, bytes, milliseconds,
                RequestTrace.IdOf(context), context.NotedProduct(ended?.RouteValues ?? context.Request.RouteValues),
                Caller.Of(context)?.UserId);
        }
    }

    /// <summary>Whether a request looks after the process, and uses nothing of it.</summary>
    internal static bool IsWatching(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics");

    private static string? RouteOf(Endpoint? endpoint) =>
        (endpoint as RouteEndpoint)?.RoutePattern.RawText is { Length: > 1 } route ? route.TrimEnd('/') : null;

    // The parameters are the fields of the log, which has the names of the API; those that the sentence leaves out go with it.
    [LoggerMessage("{method} {path} answered {status} with {bytes} bytes in {duration_ms:0.0} ms")]
    private partial void LogRequest(LogLevel level, Exception? failure, string method, string? route, string path, int status, long bytes,
        double duration_ms, string trace_id, Guid? product_id, Guid? user_id);
}
