using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Products.Servers.Processes;

namespace Products.Servers.RabbitMq;

/// <summary>A RabbitMQ broker of its own, on free ports and a private folder, which outlives a kill or a stop.</summary>
/// <remarks>Erlang's port mapper belongs to it as well, so that nothing is shared with another broker, and nothing stays behind.</remarks>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly RabbitMqPrograms _programs = RabbitMqPrograms.Find();
    private readonly int _mapperPort = FreePort.Next();
    private readonly int _nodePort = FreePort.Next();
    private readonly ServerFolder _folder;
    private readonly ManagedProcess _mapper;
    private readonly ManagedProcess _broker;

    private RabbitMqServer(string? logFile, string? dataFolder)
    {
        _folder = new ServerFolder("rabbitmq", dataFolder);
        _mapper = new ManagedProcess("epmd", () => Recipe(_programs.PortMapper, "-address", "127.0.0.1"));
        _broker = new ManagedProcess("rabbitmq", () => Recipe(_programs.Server), logFile);
    }

    public int Port { get; } = FreePort.Next();

    public string Uri => $"amqp://guest:guest@127.0.0.1:{Port}/";

    public ManagedProcess Process => _broker;

    /// <param name="logFile">Where its output goes as well.</param>
    /// <param name="dataFolder">Where it keeps its data when it ends; by default in a temporary folder.</param>
    public static async Task<RabbitMqServer> StartAsync(string? logFile = null, string? dataFolder = null)
    {
        var server = new RabbitMqServer(logFile, dataFolder);
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

    /// <summary>Ends it: in order where its data are kept, else at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder.IsKept && _broker.IsRunning)
        {
            await StopAsync();
        }

        await _broker.DisposeAsync();
        await _mapper.DisposeAsync();
        await _folder.DeleteAsync();
    }

    /// <summary>The largest message is the largest that docs/operations.md allows; RabbitMQ 4 takes 16 MiB unless it is told otherwise.</summary>
    private void WriteConfiguration()
    {
        File.WriteAllText(_folder.Of("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 50MB
            max_message_size = 134217728

            """);
        File.WriteAllText(_folder.Of("enabled_plugins"), "[].");
    }

    private ProcessStartInfo Recipe(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path };
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["HOME"] = _folder.Path,
        ["PATH"] = _programs.Path,
        ["RUNNING_UNDER_SYSTEMD"] = "true", // the script then becomes the Erlang machine
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = "products@localhost", // its data belongs to this name
        ["RABBITMQ_DIST_PORT"] = Text(_nodePort),
        ["RABBITMQ_CONF_ENV_FILE"] = _folder.Of("none"),
        ["RABBITMQ_CONFIG_FILE"] = _folder.Of("rabbitmq"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder.Of("none"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = _folder.Of("generated"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.Of("enabled_plugins"),
        ["RABBITMQ_FEATURE_FLAGS_FILE"] = _folder.Of("feature_flags"),
        ["RABBITMQ_MNESIA_BASE"] = _folder.Of("mnesia"),
        ["RABBITMQ_LOG_BASE"] = _folder.Of("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = _folder.Of("pid"),
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

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
