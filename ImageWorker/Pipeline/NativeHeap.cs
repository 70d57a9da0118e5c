using System.Runtime.InteropServices;

namespace Products.ImageWorker.Pipeline;

/// <summary>Makes glibc's allocator hand back to the system what pictures leave behind; with other C libraries it does nothing.</summary>
/// <remarks>
/// By default glibc keeps it: after fifteen pictures of up to 49 megapixels 390 MiB stayed resident, with these settings
/// 70, for 2% more processor time. See mallopt(3) and malloc_trim(3).
/// </remarks>
internal static class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MaxArenas = -8;
    private const int LargeBytes = 128 << 10;

    private static readonly bool IsGlibc = OperatingSystem.IsLinux() && Exports("mallopt") && Exports("malloc_trim");

    /// <summary>From now on large blocks are mapped one by one, and unmapped once they are free.</summary>
    public static void KeepLittle()
    {
        if (IsGlibc)
        {
            _ = SetOption(MapThreshold, LargeBytes);
            _ = SetOption(TrimThreshold, LargeBytes);
            _ = SetOption(MaxArenas, 2);
        }
    }

    /// <summary>Hands back what is free now; takes about a millisecond.</summary>
    public static void HandBack()
    {
        if (IsGlibc)
        {
            _ = Trim(0);
        }
    }

    private static bool Exports(string function) =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), function, out _);

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint keep);
}
