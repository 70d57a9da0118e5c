using System.Runtime.InteropServices;

namespace Products.ImageWorker.Pipeline;

/// <summary>How much memory glibc's allocator keeps of what pictures leave behind; with other C libraries it does nothing.</summary>
/// <remarks>
/// By default it may keep all of it, 390 MiB after fifteen pictures of up to 49 megapixels. To hand back each block of 128 KiB and more cost a third of
/// the throughput of 1 MiB, and half of that of 32 MiB, whose peak was twice as high: the figures are in docs/benchmarks.md. See mallopt(3) and malloc_trim(3).
/// </remarks>
internal static class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MapThreshold = -3;
    private const int MaxArenas = -8;
    private const int LargeBytes = 2 << 20;
    private const int KeptBytes = 32 << 20;
    private const int GrowthBytes = 8 << 20;

    private static readonly bool IsGlibc = OperatingSystem.IsLinux() && Exports("mallopt") && Exports("malloc_trim");

    /// <summary>From now on large blocks are mapped one by one, and unmapped once they are free; of the others some are kept.</summary>
    public static void KeepSome()
    {
        if (IsGlibc)
        {
            _ = SetOption(MapThreshold, LargeBytes);
            _ = SetOption(TrimThreshold, KeptBytes);
            _ = SetOption(TopPad, GrowthBytes);
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
