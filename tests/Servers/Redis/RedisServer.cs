using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Products.Servers.Processes;
using StackExchange.Redis;

namespace Products.Servers.Redis;

/// <summary>A real Redis server on a free port of loopback, with a private folder.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly ManagedProcess _process;
    private readonly bool _durable;

    private RedisServer(bool durable)
    {
        _durable = durable;
        _process = new ManagedProcess("redis", Recipe);
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public ManagedProcess Process => _process;

    /// <param name="durable">Whether what is written outlives the server (append-only file).</param>
    public static async Task<RedisServer> StartAsync(bool durable = false)
    {
        var server = new RedisServer(durable);
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

    /// <summary>Starts it on the same port and folder, and waits until it answers.</summary>
    public Task StartAgainAsync() => _process.StartAsync(async () => await SendAsync("PING") == "+PONG", StartLimit);

    public Task KillAsync() => _process.KillAsync();

    public Task<int> StopAsync() => _process.StopAsync();

    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

    /// <summary>Forgets everything.</summary>
    public async Task FlushAllAsync()
    {
        var answer = await SendAsync("FLUSHALL");
        if (answer != "+OK")
        {
            throw new InvalidOperationException($"FLUSHALL answered '{answer}'.");
        }
    }

    /// <summary>A connection of its own, with the defaults of the library.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo Recipe()
    {
        var start = new ProcessStartInfo("redis-server");
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder, "--save", "",
            "--appendonly", _durable ? "yes" : "no", "--appendfsync", "always",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return start;
    }

    /// <summary>One inline command on a socket of its own.</summary>
    /// <returns>The first line of the answer, or null when nobody answers.</returns>
    private async Task<string?> SendAsync(string command)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, limit.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"), limit.Token);
            using var reader = new StreamReader(stream);
            return await reader.ReadLineAsync(limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
