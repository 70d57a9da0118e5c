using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Products.Cluster;

/// <summary>One process of the cluster.</summary>
/// <param name="Name">Unique in the cluster.</param>
/// <param name="Id">Its process id.</param>
/// <param name="Started">When it started, in clock ticks since the machine did: together with the id, no other process has it.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Health">The page that tells its health, or null where it is no web server.</param>
internal sealed record Part(string Name, int Id, long Started, int Port, string? Health)
{
    private const int Term = 15;
    private const int Kill = 9;

    /// <summary>Fields of <c>/proc/[pid]/stat</c>, counted from the one after the command's closing bracket (see proc(5)).</summary>
    private const int SessionField = 3;
    private const int StartTimeField = 19;

    [JsonIgnore]
    public bool IsRunning => StartOf(Id) == Started;

    /// <summary>
    /// The other processes of the session that this one leads. An id is not given away again while a session has it, so unless
    /// another process has it now, they are its own.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<Part> Session => StartOf(Id) is { } other && other != Started
        ? []
        : [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(id => id != Id && FieldsOf(id) is { } fields && int.Parse(fields[SessionField]) == Id).Select(id => Of("child", id, 0))];

    public static Part Of(string name, int id, int port, string? health = null) => new(name, id, StartOf(id) ?? 0, port, health);

    public void AskToStop() => Send(Term);

    public void End() => Send(Kill);

    /// <returns>Whether it has ended in time.</returns>
    public Task<bool> EndedAsync(TimeSpan limit) => BecomesFalseAsync(() => IsRunning, limit);

    /// <summary>
    /// Waits until an ended process is reaped, too: Postgres takes a zombie with the id in its lock file for a running server.
    /// </summary>
    /// <returns>Whether it has been reaped in time.</returns>
    public Task<bool> ReapedAsync(TimeSpan limit) => BecomesFalseAsync(() => StartOf(StatOf(Id)) == Started, limit);

    private static async Task<bool> BecomesFalseAsync(Func<bool> condition, TimeSpan limit)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < limit; await Task.Delay(50))
        {
            if (!condition())
            {
                return true;
            }
        }

        return false;
    }

    private void Send(int signal)
    {
        if (IsRunning)
        {
            _ = SendSignal(Id, signal);
        }
    }

    private static long? StartOf(int id) => StartOf(FieldsOf(id));

    private static long? StartOf(string[]? fields) => fields is null ? null : long.Parse(fields[StartTimeField]);

    /// <returns>Null when there is no such process, or it has ended.</returns>
    private static string[]? FieldsOf(int id) => StatOf(id) is { } fields and not ["Z", ..] ? fields : null;

    /// <returns>Null when there is no such process; a zombie has fields.</returns>
    private static string[]? StatOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
