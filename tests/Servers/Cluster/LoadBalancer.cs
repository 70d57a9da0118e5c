using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Products.Servers.Processes;

namespace Products.Servers.Cluster;

/// <summary>haproxy on loopback with the settings of <c>deploy/haproxy.cfg</c>, whose front ends come and go while it runs.</summary>
public sealed partial class LoadBalancer : IAsyncDisposable
{
    private const string Backend = "front_ends";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("products-balancer-").FullName;

    private LoadBalancer(int port, string? logFile)
    {
        Port = port;
        Process = new ManagedProcess("balancer", () => new ProcessStartInfo("haproxy", ["-db", "-f", ConfigFile]), logFile);
        Client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(90) };
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public ManagedProcess Process { get; }

    public HttpClient Client { get; }

    private string ConfigFile => Path.Combine(_folder, "haproxy.cfg");

    private string Socket => Path.Combine(_folder, "admin");

    /// <param name="frontends">Name and port of each front end.</param>
    /// <param name="port">Where to listen.</param>
    /// <param name="logFile">Where its output goes.</param>
    public static async Task<LoadBalancer> StartAsync(IEnumerable<(string Name, int Port)> frontends, int? port = null, string? logFile = null)
    {
        var balancer = new LoadBalancer(port ?? FreePort.Next(), logFile);
        try
        {
            await File.WriteAllTextAsync(balancer.ConfigFile, balancer.Configure(frontends));
            await balancer.Process.StartAsync(balancer.ListensAsync, StartLimit);
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets a front end take part, once it is ready.</summary>
    public async Task AddAsync(string name, int port)
    {
        await TellAsync($"add server {Backend}/{name} 127.0.0.1:{port} check inter 500ms fastinter 200ms downinter 500ms fall 2 rise 1");
        await TellAsync($"enable health {Backend}/{name}");
        await TellAsync($"enable server {Backend}/{name}");
    }

    /// <summary>Sends a front end no more requests, now or when it comes back. What it works on is not touched.</summary>
    public Task RemoveAsync(string name) => TellAsync($"set server {Backend}/{name} state maint");

    /// <returns>For each front end, by name, whether it is sent requests.</returns>
    public Task<IReadOnlyDictionary<string, bool>> FrontendsAsync() => StatisticsAsync(columns => columns[17].StartsWith("UP", StringComparison.Ordinal));

    /// <returns>For each front end, by name, what came of its last health check, in haproxy's words: <c>L7OK</c>, <c>L7TOUT</c>, or <c>INI</c> before the first.</returns>
    public Task<IReadOnlyDictionary<string, string>> ChecksAsync() => StatisticsAsync(columns => columns[36].TrimStart('*', ' '));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The deployed configuration with other addresses.</summary>
    private string Configure(IEnumerable<(string Name, int Port)> frontends)
    {
        var deployed = File.ReadAllText(Repository.Path("deploy", "haproxy.cfg"));
        var servers = string.Join('\n', frontends.Select(server => $"    server {server.Name} 127.0.0.1:{server.Port}"));
        var local = BindLine().Replace(deployed, $"    bind 127.0.0.1:{Port}");
        return $"global\n    stats socket {Socket} mode 600 level admin\n\n" + ServerLine().Replace(local, servers);
    }

    private async Task<IReadOnlyDictionary<string, T>> StatisticsAsync<T>(Func<string[], T> read) =>
        (await TellAsync($"show stat {Backend} 4 -1")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(','))
            .ToDictionary(columns => columns[1], read);

    private async Task<bool> ListensAsync()
    {
        using var probe = new TcpClient();
        return File.Exists(Socket) && await probe.ConnectAsync("127.0.0.1", Port).ContinueWith(connect => connect.IsCompletedSuccessfully, TaskScheduler.Default);
    }

    private async Task<string> TellAsync(string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"));
        using var answer = new StreamReader(stream);
        return await answer.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(5));
    }

    [GeneratedRegex("^    bind .*$", RegexOptions.Multiline)]
    private static partial Regex BindLine();

    [GeneratedRegex("^    server-template .*$", RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
