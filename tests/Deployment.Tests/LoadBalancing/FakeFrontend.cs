using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Products.Deployment.Tests.LoadBalancing;

/// <summary>A front end as the load balancer sees it, which can be made to say that it stops, or to break off.</summary>
internal sealed class FakeFrontend(string name) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();
    private PictureServer? _server;

    /// <summary>Whether its health page says so.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>Whether it breaks the connection instead of answering.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>The method of each request that it saw, health checks aside.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    public int Port { get; private set; }

    public async Task<FakeFrontend> StartAsync()
    {
        _server = await PictureServer.StartAsync(AnswerAsync);
        Port = new Uri(_server.Url).Port;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/health/ready")
        {
            context.Response.StatusCode = IsReady ? 200 : 503;
            return Task.CompletedTask;
        }

        _seen.Enqueue(context.Request.Method);
        if (BreaksOff)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync($"{name} {context.Request.Headers["X-Forwarded-For"]}");
    }
}
