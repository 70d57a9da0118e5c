using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Products.WebFrontend.Tests.Access;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("http", "")]
    [InlineData("https", "max-age=31536000")]
    public async Task Browsers_are_held_to_tls_only_where_there_is_tls(string scheme, string expected) =>
        Assert.Equal(expected, (await HeadersAsync("/products", scheme)).StrictTransportSecurity.ToString());

    [Theory]
    [InlineData("/images/x", "cross-origin")]
    [InlineData("/products", "same-origin")]
    public async Task Only_pictures_may_be_shown_by_other_sites(string path, string expected) =>
        Assert.Equal(expected, (await HeadersAsync(path))["Cross-Origin-Resource-Policy"].ToString());

    [Fact]
    public async Task An_answer_is_no_page_no_frame_and_no_other_type()
    {
        var headers = await HeadersAsync("/products");
        Assert.Equal(("nosniff", "DENY", "no-referrer", "default-src 'none'; frame-ancestors 'none'"),
            (headers.XContentTypeOptions.ToString(), headers.XFrameOptions.ToString(), headers["Referrer-Policy"].ToString(), headers.ContentSecurityPolicy.ToString()));
        Assert.Contains("camera=()", headers["Permissions-Policy"].ToString(), StringComparison.Ordinal);
    }

    private static async Task<IHeaderDictionary> HeadersAsync(string path, string scheme = "http")
    {
        var app = new ApplicationBuilder(new Services());
        app.UseSecurityHeaders();
        app.Run(_ => Task.CompletedTask);
        var started = new Started();
        var context = new DefaultHttpContext { Request = { Path = path, Scheme = scheme } };
        context.Features.Set<IHttpResponseFeature>(started);

        await app.Build()(context);
        await started.StartAsync();
        return started.Headers;
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    /// <summary>An answer whose start can be waited for.</summary>
    private sealed class Started : HttpResponseFeature
    {
        private Func<Task> _start = () => Task.CompletedTask;

        public Task StartAsync() => _start();

        public override void OnStarting(Func<object, Task> callback, object state) => _start = () => callback(state);
    }
}
