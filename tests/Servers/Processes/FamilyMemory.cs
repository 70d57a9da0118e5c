using System.Globalization;

namespace Products.Servers.Processes;

/// <summary>The resident memory of a process and its children, sampled ten times a second.</summary>
/// <remarks>The proportional set size: a page that several processes share counts once.</remarks>
public sealed class FamilyMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly int _parent;
    private readonly Timer _sampling;
    private long _peak;

    /// <param name="process">Id of the parent.</param>
    public FamilyMemory(int process)
    {
        _parent = process;
        _sampling = new Timer(_ => Sample(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>The most at any time, in bytes.</summary>
    public long Peak => Volatile.Read(ref _peak);

    /// <summary>Of its children now, in bytes.</summary>
    public long Children() => ChildrenOf(_parent).Sum(Of);

    /// <summary>The ids of the processes that it has started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == process)];

    public void Dispose() => _sampling.Dispose();

    private void Sample() => Interlocked.Exchange(ref _peak, Math.Max(_peak, Of(_parent) + Children()));

    private static int? ParentOf(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        return stat == "" ? null : int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static long Of(int id) => Read($"/proc/{id}/smaps_rollup").Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) is { } line
        ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Empty for a process that has ended.</summary>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
