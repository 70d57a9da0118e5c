using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Products.TestKit;

/// <summary>A web server on a free port that answers every request as told.</summary>
public sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PictureServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<PictureServer> StartAsync(RequestDelegate answer, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new PictureServer(app);
    }

    public static Task<PictureServer> ServingAsync(byte[] picture) => StartAsync(context => WriteAsync(context, picture));

    public static Task WriteAsync(HttpContext context, byte[] picture)
    {
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = picture.Length;
        return context.Response.Body.WriteAsync(picture, 0, picture.Length);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
