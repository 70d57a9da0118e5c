using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Products.Servers.Processes;

namespace Products.Servers.Postgres;

/// <summary>A Postgres server of its own on a free port of loopback, which can be killed, paused and started again.</summary>
/// <remarks>Anybody on this machine is let in as the role <c>postgres</c>, without a password.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Role = "postgres";
    private const int Quit = 3; // SIGQUIT, as from pg_ctl stop -m immediate
    private const int Interrupt = 2; // SIGINT: ends the sessions, then stops in order

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly ServerUser User = new(Role);
    private static readonly string Programs = FindPrograms();

    private readonly ServerFolder _folder;
    private readonly ManagedProcess _process;
    private readonly bool _durable;
    private int _databases;

    private PostgresServer(bool durable, string? dataFolder)
    {
        _folder = new ServerFolder("postgres", dataFolder);
        _durable = durable;
        User.Own(_folder.Path);
        string[] speed = durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"];
        _process = new ManagedProcess("postgres", () => Run("postgres",
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=200", .. speed,
        ]));
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>Of the database <c>postgres</c>, which is there from the start.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    public ManagedProcess Process => _process;

    private string Data => _folder.Of("data");

    /// <param name="durable">Whether commits are synced to the disk; off by default, which outlives a kill of the server, but not of the machine.</param>
    /// <param name="dataFolder">Where it keeps its data when it ends; by default in a temporary folder.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, string? dataFolder = null)
    {
        var server = new PostgresServer(durable, dataFolder);
        try
        {
            await server.InitializeAsync();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates a database.</summary>
    /// <param name="template">The database that it is a copy of; by default it is empty.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string template = "template1")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionStringOf(name);
    }

    /// <summary>Ends the server at once: its postmaster is killed, the processes of the sessions end by themselves.</summary>
    public async Task KillAsync()
    {
        await _process.KillAsync();
        await UntilSessionsEndedAsync();
    }

    /// <summary>Ends all sessions and stops in order.</summary>
    public Task StopAsync() => _process.StopAsync(Interrupt);

    /// <summary>Starts it on the same port and data, and waits until it answers.</summary>
    public Task StartAgainAsync() => _process.StartAsync(AnswersAsync, StartLimit);

    /// <summary>Halts the server and its sessions where they stand; connections stay open and nothing is answered.</summary>
    public Task PauseAsync()
    {
        _process.Pause(); // first, so that it starts no other
        return SignalSessionsAsync("STOP");
    }

    public async Task ResumeAsync()
    {
        await SignalSessionsAsync("CONT");
        _process.Resume();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.IsRunning)
        {
            await ResumeAsync();
            await _process.StopAsync(_folder.IsKept ? Interrupt : Quit);
        }

        await _process.DisposeAsync();
        await _folder.DeleteAsync();
    }

    /// <summary>Makes the data, unless there are some. They take their name when they are whole.</summary>
    private async Task InitializeAsync()
    {
        if (!Directory.Exists(Data))
        {
            var unfinished = _folder.Of("data.new");
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            await CreateDataAsync(unfinished);
            Directory.Move(unfinished, Data);
        }
    }

    private async Task CreateDataAsync(string folder)
    {
        string[] speed = _durable ? [] : ["--no-sync"];
        await using var initdb = new ManagedProcess("initdb", () => Run("initdb",
            ["-D", folder, "-U", Role, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", .. speed]));
        initdb.Start();
        if (await initdb.WaitForExitAsync() != 0)
        {
            throw new InvalidOperationException($"initdb: {string.Join('\n', initdb.Log)}");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A server that is started again refuses the data folder while one of them is there.</summary>
    private async Task UntilSessionsEndedAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (Members().Any())
        {
            if (Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new TimeoutException("The sessions of a killed Postgres did not end.");
            }

            await Task.Delay(20);
        }
    }

    private async Task SignalSessionsAsync(string signal)
    {
        string[] arguments = [$"-{signal}", .. Members().Where(id => id != _process.Id).Select(id => id.ToString(CultureInfo.InvariantCulture))];
        using var kill = System.Diagnostics.Process.Start(new ProcessStartInfo("kill", arguments) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(); // it complains of those that have ended meanwhile
    }

    /// <summary>The server and its sessions: the processes that work in its data folder.</summary>
    private IEnumerable<int> Members() => Directory.EnumerateDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _) && WorksIn(process))
        .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));

    private bool WorksIn(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName == Data;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended meanwhile
        }
    }

    private string ConnectionStringOf(string database) => $"Host=127.0.0.1;Port={Port};Username={Role};Database={database}";

    private ProcessStartInfo Run(string program, IEnumerable<string> arguments) => User.Start(_folder.Path, Path.Combine(Programs, program), arguments);

    private static string FindPrograms() => Directory.EnumerateDirectories("/usr/lib/postgresql")
        .Select(version => Path.Combine(version, "bin"))
        .OrderDescending(StringComparer.Ordinal)
        .First(bin => File.Exists(Path.Combine(bin, "initdb")));
}
