using System.Globalization;
using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>Limits that the kernel enforces on this process; see setrlimit(2).</summary>
internal static class ResourceLimits
{
    private const int ProcessorTime = 0;
    private const int FileSize = 1;
    private const int CoreSize = 4;
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;

    /// <summary>poll(2) refuses more than the limit, and the runtime polls what it reads.</summary>
    private const ulong FewFiles = 16;

    private const ulong Unlimited = ulong.MaxValue;

    /// <returns>What could not be limited; null when everything is.</returns>
    public static string? Enter(DecodeLimits limits)
    {
        (int Resource, ulong Limit)[] all =
        [
            (CoreSize, 0), (FileSize, 0), (OpenFiles, FewFiles), (AddressSpace, (ulong)(AddressSpaceNow() + limits.MemoryBytes)),
        ];
        var failed = all.Count(one => !Set(one.Resource, new Limit(one.Limit, one.Limit)));
        return failed == 0 ? null : $"{failed} resource limits cannot be set";
    }

    /// <summary>The kernel ends this process once it has used so much more processor time; 0 is no limit.</summary>
    public static void AllowProcessorTime(int seconds)
    {
        if (OperatingSystem.IsLinux() && seconds > 0)
        {
            var used = (ulong)Math.Ceiling(Environment.CpuUsage.TotalTime.TotalSeconds);
            Set(ProcessorTime, new Limit(used + (ulong)seconds, Unlimited));
        }
    }

    /// <summary>Bytes.</summary>
    private static long AddressSpaceNow()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private static bool Set(int resource, Limit limit) => SetLimit(resource, limit) == 0;

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
