using System.Globalization;

namespace Products.Acceptance.Tests;

/// <summary>Which process has a TCP connection, as Linux tells under <c>/proc</c>.</summary>
internal static class SocketOwner
{
    /// <param name="process">The process.</param>
    /// <param name="localPort">The connection's port on the process's side.</param>
    public static bool Is(int process, int localPort)
    {
        var suffix = ':' + localPort.ToString("X4", CultureInfo.InvariantCulture);
        var inodes = File.ReadLines("/proc/net/tcp").Skip(1).Concat(File.ReadLines("/proc/net/tcp6").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        return Directory.Exists($"/proc/{process}/fd") && Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => inodes.Contains(TargetOf(file)));
    }

    private static string TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return ""; // closed since
        }
    }
}
