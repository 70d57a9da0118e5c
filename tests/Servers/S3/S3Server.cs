using System.Diagnostics;
using System.Globalization;
using Products.Servers.Processes;

namespace Products.Servers.S3;

/// <summary>An S3 endpoint as a process of its own, on loopback. It checks signatures; its objects are in memory, and end with the process, unless it is given a folder for them.</summary>
/// <remarks>
/// Needs Node 20 (<c>TEST_NODE</c>, or <c>node</c>) and the npm package fauxqs in the <c>node_modules</c> of the folder
/// <c>TEST_FAUXQS</c>; <c>tests/install-s3</c> puts both into <c>~/.cache/products-tests/s3</c>, where they are looked for otherwise.
/// </remarks>
public sealed class S3Server : IAsyncDisposable
{
    public const string AccessKey = "test-access-key";
    public const string SecretKey = "test-secret-key";
    public const string Region = "us-east-1";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string? _dataFolder;

    private S3Server(int port, string? logFile, string? dataFolder)
    {
        Port = port;
        _dataFolder = dataFolder;
        Process = new ManagedProcess("s3", Recipe, logFile);
    }

    public int Port { get; }

    /// <summary>The URL of the endpoint.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public ManagedProcess Process { get; }

    private static string Folder => Environment.GetEnvironmentVariable("TEST_FAUXQS") is { Length: > 0 } told
        ? told
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "products-tests", "s3");

    private static string Node => Environment.GetEnvironmentVariable("TEST_NODE") is { Length: > 0 } told ? told
        : Path.Combine(Folder, "node_modules", "node", "bin", "node") is var own && File.Exists(own) ? own
        : "node";

    /// <summary>Starts a server, and waits until it answers. It has no bucket, or those of its data folder.</summary>
    /// <param name="logFile">Where its output goes as well.</param>
    /// <param name="dataFolder">Where it keeps its objects when it ends; by default it does not.</param>
    public static async Task<S3Server> StartAsync(string? logFile = null, string? dataFolder = null)
    {
        RequireInstalled();
        var server = new S3Server(FreePort.Next(), logFile, dataFolder);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings by which our processes find it.</summary>
    public IReadOnlyDictionary<string, string> Settings(string bucket) => new Dictionary<string, string>
    {
        ["S3:Endpoint"] = Endpoint,
        ["S3:Bucket"] = bucket,
        ["S3:AccessKey"] = AccessKey,
        ["S3:SecretKey"] = SecretKey,
    };

    /// <summary>Starts it again on the same port after it was killed or stopped; without a data folder it is empty then.</summary>
    public async Task StartAgainAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Process.StartAsync(() => AnswersAsync(client), StartLimit);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static void RequireInstalled()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "fauxqs")))
        {
            throw new InvalidOperationException($"There is no fauxqs in '{Folder}'. Run tests/install-s3, or set TEST_FAUXQS.");
        }
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Endpoint + "/health"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private ProcessStartInfo Recipe()
    {
        var script = Repository.Path("tests", "Servers", "S3", "server.mjs");
        string[] arguments = [script, Folder, Port.ToString(CultureInfo.InvariantCulture), AccessKey, SecretKey];
        return new ProcessStartInfo(Node, _dataFolder is null ? arguments : [.. arguments, _dataFolder]);
    }
}
