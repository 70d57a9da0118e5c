using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Products.WebFrontend.RequestLog;

namespace Products.WebFrontend.Tests;

public sealed class RequestLogTests
{
    private readonly Recorder _log = new();

    [Fact]
    public async Task A_request_is_logged_once_with_its_route_bytes_and_product()
    {
        var product = Guid.NewGuid();
        await RunAsync($"/products/{product}", async context =>
        {
            context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/products/{id:guid}"), 0, null, null));
            context.Request.RouteValues["id"] = product.ToString();
            await context.Response.WriteAsync("12345");
            await context.Response.Body.WriteAsync("678"u8.ToArray());
        });

        var (level, fields, _) = Assert.Single(_log.Lines);
        Assert.Equal((LogLevel.Information, "GET", "/products/{id:guid}", 200, 8L, product),
            (level, fields["method"], fields["route"], fields["status"], fields["bytes"], fields["product_id"]));
        Assert.NotNull(fields["trace_id"]);
        Assert.IsType<double>(fields["duration_ms"]);
    }

    [Fact]
    public async Task A_failure_is_logged_as_an_error_with_its_exception_and_the_route_it_had()
    {
        var failure = new InvalidOperationException("broken");
        var endpoint = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/users"), 0, null, null);
        await RunAsync("/users", context =>
        {
            context.Response.StatusCode = 500;
            context.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature { Error = failure, Endpoint = endpoint });
            return Task.CompletedTask;
        });

        var (level, fields, exception) = Assert.Single(_log.Lines);
        Assert.Equal((LogLevel.Error, "/users", failure), (level, fields["route"], exception));
    }

    private async Task RunAsync(string path, RequestDelegate next)
    {
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = path }, Response = { Body = new MemoryStream() } };
        await new RequestLogMiddleware(next, _log).InvokeAsync(context);
    }

    private sealed class Recorder : ILogger<RequestLogMiddleware>
    {
        public List<(LogLevel Level, Dictionary<string, object?> Fields, Exception? Exception)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary(), exception));
    }
}
