using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>Has the kernel refuse every system call that decoding does not need, on all threads; see seccomp(2).</summary>
/// <remarks>Needs no privilege, because the process also gives up the right to gain any (<c>no_new_privs</c>).</remarks>
internal static class SystemCallFilter
{
    private const int NoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const nint SetFilter = 1; // SECCOMP_SET_MODE_FILTER
    private const nint OnAllThreads = 1; // SECCOMP_FILTER_FLAG_TSYNC

    /// <returns>Why the filter is not in force; null when it is.</returns>
    public static unsafe string? Install()
    {
        if (SystemCalls.OfThisProcess is not { } calls)
        {
            return $"the system calls of {RuntimeInformation.ProcessArchitecture} are not known";
        }

        if (Control(NoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return $"no_new_privs is refused, error {Marshal.GetLastSystemError()}";
        }

        var instructions = FilterProgram.Of(calls, Environment.ProcessId);
        fixed (Instruction* first = instructions)
        {
            var program = new Program((ushort)instructions.Length, first);
            return Call(calls.Seccomp, SetFilter, OnAllThreads, &program) == 0
                ? null
                : $"the system call filter is refused, error {Marshal.GetLastSystemError()}";
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nint second, nint third, nint fourth, nint fifth);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe nint Call(nint number, nint first, nint second, Program* third);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct Program(ushort length, Instruction* first)
    {
        private readonly ushort _length = length;
        private readonly Instruction* _first = first;
    }
}
