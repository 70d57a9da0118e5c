using System.Globalization;
using System.Runtime.InteropServices;

namespace Products.ImageWorker.Decoding;

/// <summary>Open files that this process was given by its parent, or that a native library has opened.</summary>
/// <remarks>.NET closes its own files in a child, and leaves these open.</remarks>
internal static class InheritedFiles
{
    private const int LastStandardStream = 2;
    private const int SetFlags = 2; // F_SETFD
    private const int CloseOnExecute = 1; // FD_CLOEXEC

    /// <summary>Has the kernel close them in every program that is started from now on; see fcntl(2).</summary>
    public static void KeepFromChildren()
    {
        if (OperatingSystem.IsLinux())
        {
            foreach (var file in Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(Path.GetFileName).ToArray())
            {
                var descriptor = int.Parse(file!, CultureInfo.InvariantCulture);
                if (descriptor > LastStandardStream)
                {
                    _ = Control(descriptor, SetFlags, CloseOnExecute);
                }
            }
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command, int flags);
}
