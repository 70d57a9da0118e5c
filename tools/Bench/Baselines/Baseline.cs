using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Products.Bench.Baselines;

/// <summary>A small server to compare with, in a process of its own: this program again, told which server to be.</summary>
internal sealed class Baseline : IDisposable
{
    private readonly Process _process;

    private Baseline(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <param name="arguments">The name of the server as <c>Program.cs</c> knows it, and what it needs.</param>
    public static async Task<Baseline> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Bench.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_gcServer"] = "1" }, // as our hosts
        };
        var process = Process.Start(start)!;
        return new Baseline(process, new Uri(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{arguments[0]} did not start.")));
    }

    /// <summary>Serves <paramref name="routes"/> on a free port, whose URL it prints, until the process is ended.</summary>
    public static async Task<int> ServeAsync(Action<WebApplication> routes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        var app = builder.Build();
        routes(app);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
