using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Products.Servers.Processes;

namespace Products.Servers.RabbitMq;

/// <summary>A RabbitMQ broker of its own, on free ports and a private folder, which outlives a kill or a stop.</summary>
/// <remarks>Erlang's port mapper belongs to it as well, so that nothing is shared with another broker, and nothing stays behind.</remarks>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly ServerUser User = new("rabbitmq");
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("products-rabbitmq-").FullName;
    private readonly int _mapperPort = FreePort.Next();
    private readonly int _nodePort = FreePort.Next();
    private readonly ManagedProcess _mapper;
    private readonly ManagedProcess _broker;

    private RabbitMqServer(string? logFile)
    {
        _mapper = new ManagedProcess("epmd", () => AsServerUser("epmd", "-address", "127.0.0.1"));
        _broker = new ManagedProcess("rabbitmq", () => AsServerUser(Server), logFile);
    }

    public int Port { get; } = FreePort.Next();

    public string Uri => $"amqp://guest:guest@127.0.0.1:{Port}/";

    public ManagedProcess Process => _broker;

    public static async Task<RabbitMqServer> StartAsync(string? logFile = null)
    {
        var server = new RabbitMqServer(logFile);
        try
        {
            server.WriteConfiguration();
            server._mapper.Start();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it with the data and the port that it had; returns when it takes connections.</summary>
    public Task StartAgainAsync() => _broker.StartAsync(AnswersAsync, StartLimit);

    /// <summary>Ends it at once. The process is the Erlang machine itself, not a script around it.</summary>
    public Task KillAsync() => _broker.KillAsync();

    public Task<int> StopAsync() => _broker.StopAsync();

    /// <summary>Halts it: its connections stay, and nobody answers.</summary>
    public void Pause() => _broker.Pause();

    public void Resume() => _broker.Resume();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _mapper.DisposeAsync();
        await DeleteFolderAsync();
    }

    private void WriteConfiguration()
    {
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 50MB

            """);
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[].");
        User.Own(_folder);
    }

    private ProcessStartInfo AsServerUser(string program, params string[] arguments)
    {
        var start = User.Start(_folder, program, arguments);
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["HOME"] = _folder,
        ["RUNNING_UNDER_SYSTEMD"] = "true", // the script then becomes the Erlang machine
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"products-{Port}@localhost",
        ["RABBITMQ_DIST_PORT"] = Text(_nodePort),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "none"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "none"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(_folder, "generated"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_FEATURE_FLAGS_FILE"] = Path.Combine(_folder, "feature_flags"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}",
    };

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The broker's helpers end by themselves, a moment after it, and may still write until then.</summary>
    private async Task DeleteFolderAsync()
    {
        for (var attempt = 1; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
