using System.Globalization;
using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>Limits that the kernel enforces on this process; see setrlimit(2).</summary>
internal static class ResourceLimits
{
    private const int ProcessorTime = 0;
    private const int FileSize = 1;
    private const int WritableMemory = 2;
    private const int CoreSize = 4;
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;

    /// <summary>poll(2) refuses more than the limit, and the runtime polls what it reads.</summary>
    private const ulong FewFiles = 16;

    private static ulong _processorSeconds;

    /// <returns>What could not be limited; null when everything is.</returns>
    public static string? Enter(DecodeLimits limits)
    {
        _processorSeconds = (ulong)limits.ProcessorSeconds;
        var (addressSpace, writable) = MemoryNow();
        (int Resource, ulong Limit)[] all =
        [
            (CoreSize, 0),
            (FileSize, 0),
            (OpenFiles, FewFiles),
            (ProcessorTime, _processorSeconds),
            (AddressSpace, (ulong)(addressSpace + limits.MemoryBytes)),
            (WritableMemory, (ulong)(writable + limits.MemoryBytes)), // of the address space, the runtime has reserved 3 GB
        ];
        var failed = all.Count(one => !Set(one.Resource, new Limit(one.Limit, one.Limit)));
        return failed == 0 ? null : $"{failed} resource limits cannot be set";
    }

    /// <summary>The kernel ends this process once it has used so much more processor time; 0 changes nothing.</summary>
    public static void AllowProcessorTime(int seconds)
    {
        if (OperatingSystem.IsLinux() && seconds > 0)
        {
            var used = (ulong)Math.Ceiling(Environment.CpuUsage.TotalTime.TotalSeconds);
            Set(ProcessorTime, new Limit(Math.Min(used + (ulong)seconds, _processorSeconds), _processorSeconds));
        }
    }

    /// <summary>Bytes; see proc(5), statm.</summary>
    private static (long AddressSpace, long Writable) MemoryNow()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ');
        return (BytesOf(pages[0]), BytesOf(pages[5]));
    }

    private static long BytesOf(string pages) => long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static bool Set(int resource, Limit limit) => SetLimit(resource, limit) == 0;

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
