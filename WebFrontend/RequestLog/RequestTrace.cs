using System.Diagnostics;

namespace Products.WebFrontend.RequestLog;

/// <summary>The id that a request's log line, its problem and its image jobs share: the trace of its <c>traceparent</c>.</summary>
internal static class RequestTrace
{
    public static string IdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
