using System.Diagnostics;
using System.Text.RegularExpressions;
using Products.Client;
using Products.Servers.Processes;

namespace Products.Servers;

/// <summary>Standalone as a process of its own, which can be killed.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly ManagedProcess _process;

    private HostProcess(ProcessStartInfo start) => _process = new ManagedProcess("standalone", () => start);

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public ProductsClient Api => Client.Typed();

    public int Id => _process.Id;

    public IEnumerable<string> Log => _process.Log;

    /// <inheritdoc cref="ManagedProcess.Memory"/>
    public long Memory => _process.Memory;

    public static Task<HostProcess> StartAsync(string dataPath, params string[] settings) =>
        StartAsync(dataPath, new Dictionary<string, string>(), settings);

    /// <exception cref="InvalidOperationException">It ended; the message is what it printed.</exception>
    public static async Task<HostProcess> StartAsync(string dataPath, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var host = Launch(dataPath, environment, settings);
        try
        {
            var line = await host._process.LineAsync(ListeningOn(), StartLimit);
            host.Client.BaseAddress = new Uri(line.Groups[1].Value);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, and waits for nothing.</summary>
    public static HostProcess Launch(string dataPath, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var host = new HostProcess(Recipe(dataPath, environment, settings));
        host._process.Start();
        return host;
    }

    /// <inheritdoc cref="ManagedProcess.KillAsync"/>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Asks it to stop, as <c>kill</c> does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync() => _process.StopAsync();

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _process.DisposeAsync();
    }

    private static ProcessStartInfo Recipe(string dataPath, IReadOnlyDictionary<string, string> environment, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "exec", Repository.Program("Standalone"), "--urls=http://127.0.0.1:0",
            $"--Standalone:DataPath={dataPath}", "--Images:AllowPrivateNetworks=true", .. settings,
        ]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    [GeneratedRegex(@"Listening on (http://[^ ,]+)")]
    private static partial Regex ListeningOn();
}
