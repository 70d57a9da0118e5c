namespace Products.WebFrontend;

/// <summary>Headers that keep a browser from making more of an answer than it is.</summary>
internal static class SecurityHeaders
{
    private const string NothingElse = "default-src 'none'; frame-ancestors 'none'";
    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    private const string OneYear = "max-age=31536000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the answer starts, because a failure clears what was set before.
        context.Response.OnStarting(SetAsync, context);
        return next(context);
    });

    /// <summary>Sets them now.</summary>
    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = NoDevices;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = context.Request.Path.StartsWithSegments("/images") ? "cross-origin" : "same-origin"; // shops show the pictures
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = NothingElse;
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OneYear;
        }
    }

    private static Task SetAsync(object state)
    {
        Set((HttpContext)state);
        return Task.CompletedTask;
    }
}
