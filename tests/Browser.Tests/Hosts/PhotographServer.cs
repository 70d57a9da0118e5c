using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Products.Browser.Tests.Hosts;

/// <summary>A web server with a photograph at every path; a path can be made to answer 404 until it is mended.</summary>
public sealed class PhotographServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _missing = new();
    private readonly byte[] _photograph = File.ReadAllBytes(Photographs.Flower);
    private PictureServer? _server;

    public static async Task<PhotographServer> StartAsync()
    {
        var server = new PhotographServer();
        server._server = await PictureServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The address of a picture that nobody has asked for before.</summary>
    public string New() => $"{_server!.Url}/{Guid.NewGuid():N}.jpg";

    /// <summary>The address of one that is not there.</summary>
    public string NewMissing()
    {
        var url = New();
        _missing[new Uri(url).AbsolutePath] = true;
        return url;
    }

    public void Mend(string url) => _missing.TryRemove(new Uri(url).AbsolutePath, out _);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (!_missing.ContainsKey(context.Request.Path))
        {
            return PictureServer.WriteAsync(context, _photograph);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
