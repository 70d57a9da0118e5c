using System.Runtime.InteropServices;
using ProcessorArchitecture = System.Runtime.InteropServices.Architecture;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>The system calls that decoding needs, by their numbers on one architecture.</summary>
/// <param name="Architecture"><c>AUDIT_ARCH_*</c> of linux/audit.h.</param>
/// <param name="Plain">Allowed whatever their arguments are.</param>
/// <param name="Clone1">clone: allowed to start a thread, not a process.</param>
/// <param name="Clone3">Answered as unknown: its flags are in memory, where no filter sees them.</param>
/// <param name="Signal">tgkill: allowed to signal this process, as the runtime and abort(3) do.</param>
/// <param name="ProcessControl">prctl: allowed to name threads and memory.</param>
/// <param name="Limits">prlimit64: allowed to move this process' own limit of processor time.</param>
/// <param name="FileControl">fcntl: allowed to read flags and to duplicate, not to have a signal sent.</param>
/// <param name="Affinity">sched_setaffinity: answered as done, and not done, because it could bind other processes.</param>
/// <param name="Seccomp">The number of seccomp(2), which is not allowed.</param>
/// <remarks>
/// Absent, among all others: open, socket, execve, fork, ptrace, process_vm_readv, kill, mount, io_uring and their
/// like. Nothing can be opened, so no file and no other process can be read, and nothing can be written but to the streams
/// that are open.
/// </remarks>
internal sealed record SystemCalls(
    uint Architecture, int[] Plain, int Clone1, int Clone3, int Signal, int ProcessControl, int Limits,
    int FileControl, int Affinity, int Seccomp)
{
    private const int None = -1;

    /// <summary>arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.</summary>
    private static readonly (string Name, int X64, int Arm64)[] PlainCalls =
    [
        ("read", 0, 63),
        ("write", 1, 64),
        ("readv", 19, 65),
        ("writev", 20, 66),
        ("pread64", 17, 67),
        ("lseek", 8, 62),
        ("fstat", 5, 80),
        ("close", 3, 57),
        ("poll", 7, None),
        ("ppoll", 271, 73),
        ("mmap", 9, 222),
        ("munmap", 11, 215),
        ("mprotect", 10, 226),
        ("mremap", 25, 216),
        ("mincore", 27, 232),
        ("madvise", 28, 233),
        ("brk", 12, 214),
        ("membarrier", 324, 283),
        ("futex", 202, 98),
        ("set_robust_list", 273, 99),
        ("set_tid_address", 218, 96),
        ("rseq", 334, 293),
        ("rt_sigaction", 13, 134),
        ("rt_sigprocmask", 14, 135),
        ("rt_sigreturn", 15, 139),
        ("sigaltstack", 131, 132),
        ("sched_yield", 24, 124),
        ("sched_getaffinity", 204, 123),
        ("getcpu", 309, 168),
        ("getpid", 39, 172),
        ("gettid", 186, 178),
        ("getrusage", 98, 165),
        ("getrlimit", 97, 163),
        ("sysinfo", 99, 179),
        ("getrandom", 318, 278),
        ("time", 201, None),
        ("gettimeofday", 96, 169),
        ("clock_gettime", 228, 113),
        ("clock_getres", 229, 114),
        ("clock_nanosleep", 230, 115),
        ("nanosleep", 35, 101),
        ("restart_syscall", 219, 128),
        ("exit", 60, 93),
        ("exit_group", 231, 94),
    ];

    /// <summary>Those of this process; null where they are not known.</summary>
    public static SystemCalls? OfThisProcess => RuntimeInformation.ProcessArchitecture switch
    {
        ProcessorArchitecture.X64 => new(
            0xC000003E, Numbers(call => call.X64),
            Clone1: 56, Clone3: 435, Signal: 234, ProcessControl: 157, Limits: 302,
            FileControl: 72, Affinity: 203, Seccomp: 317),
        ProcessorArchitecture.Arm64 => new(
            0xC00000B7, Numbers(call => call.Arm64),
            Clone1: 220, Clone3: 435, Signal: 131, ProcessControl: 167, Limits: 261,
            FileControl: 25, Affinity: 122, Seccomp: 277),
        _ => null,
    };

    private static int[] Numbers(Func<(string Name, int X64, int Arm64), int> number) =>
        [.. PlainCalls.Select(number).Where(call => call != None)];
}
