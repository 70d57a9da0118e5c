using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>SIGINT, SIGQUIT and SIGTERM, which a supervisor may send to the worker's whole process group.</summary>
/// <remarks>The worker finishes its images before it stops, and needs its decoders for it; they end with their input.</remarks>
internal static class StopSignals
{
    private const nint Ignored = 1; // SIG_IGN

    private static readonly int[] Numbers = [2, 3, 15];

    public static void Ignore()
    {
        foreach (var number in Numbers)
        {
            Handle(number, Ignored);
        }
    }

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Handle(int number, nint handler);
}
