using System.Diagnostics;
using System.Globalization;

namespace Products.Servers.Cluster;

/// <summary>How one of our processes is started.</summary>
/// <param name="Assembly">Its program, such as <c>Silo</c>, built in its own folder unless <see cref="Program"/> names another build.</param>
/// <param name="Name">Unique in the cluster.</param>
/// <param name="Port">Of its web address on loopback.</param>
/// <param name="Settings">By full name, such as <c>Cluster:SiloPort</c>; they go before what the environment says.</param>
public sealed record ProcessPlan(string Assembly, string Name, int Port, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Where it runs: a folder without a <c>.env</c> file, unless one is meant.</summary>
    public string WorkingFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where its output goes besides <see cref="Processes.ManagedProcess.Log"/>.</summary>
    public string? LogFile { get; init; }

    /// <summary>Whether it writes to <see cref="LogFile"/> by itself: what reads its output takes time from what is measured.</summary>
    public bool LogsDirectly { get; init; }

    /// <summary>The assembly that is run.</summary>
    public string Program { get; init; } = Repository.Program(Assembly);

    /// <summary>Its own ways to the servers, if it has any; they end with it.</summary>
    public ServerLinks? Links { get; init; }

    /// <summary>When set, how long after its end it is started again.</summary>
    public TimeSpan? RestartAfter { get; init; }

    public Uri Url => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The settings are handed over in the environment, where other users of the machine cannot read them.</summary>
    public ProcessStartInfo ToStartInfo()
    {
        string[] command = ["dotnet", "exec", Program, $"--urls={Url.GetLeftPart(UriPartial.Authority)}"];
        var start = LogsDirectly
            ? new ProcessStartInfo("sh", ["-c", "exec \"$@\" >> \"$0\" 2>&1", LogFile!, .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.WorkingDirectory = WorkingFolder;
        foreach (var (name, value) in Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }
}
