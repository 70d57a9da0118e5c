using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Products.TestKit;

/// <summary>A web server on a free port that answers every request as told.</summary>
public sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PictureServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <param name="answer">What it does with each request.</param>
    /// <param name="url">Where it listens; on a free port by default.</param>
    /// <param name="certificate">With its key; it is sent alone, without its issuers. Null: without TLS.</param>
    public static async Task<PictureServer> StartAsync(
        RequestDelegate answer, string url = "http://127.0.0.1:0", X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is null)
        {
            builder.WebHost.UseUrls(url);
        }
        else
        {
            builder.WebHost.ConfigureKestrel(kestrel =>
                kestrel.Listen(IPAddress.Loopback, 0, port => port.UseHttps(Offering(certificate))));
        }

        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new PictureServer(app);
    }

    public static Task<PictureServer> ServingAsync(byte[] picture, X509Certificate2? certificate = null) =>
        StartAsync(context => WriteAsync(context, picture), certificate: certificate);

    public static Task WriteAsync(HttpContext context, byte[] picture)
    {
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = picture.Length;
        return context.Response.Body.WriteAsync(picture, 0, picture.Length);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Offline: else this server would fetch the issuers of its certificate from the URL in it.</summary>
    private static TlsHandshakeCallbackOptions Offering(X509Certificate2 certificate)
    {
        var alone = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        return new() { OnConnection = _ => new(new SslServerAuthenticationOptions { ServerCertificateContext = alone }) };
    }
}
