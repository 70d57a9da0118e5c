using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>The filter as a program of classic BPF, over the number and the arguments of a system call.</summary>
internal static class FilterProgram
{
    private const uint Allow = 0x7FFF0000; // SECCOMP_RET_ALLOW
    private const uint EndProcess = 0x80000000; // SECCOMP_RET_KILL_PROCESS
    private const uint NotPermitted = 0x00050000 | 1; // SECCOMP_RET_ERRNO, EPERM
    private const uint Done = 0x00050000; // SECCOMP_RET_ERRNO, no error
    private const uint NotImplemented = 0x00050000 | 38; // SECCOMP_RET_ERRNO, ENOSYS

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    // struct seccomp_data, little-endian: the number, the architecture, the instruction pointer, six arguments of 64 bits.
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint FirstArgument = 16;
    private const uint SecondArgument = 24;

    private const uint ThreadFlag = 0x00010000; // CLONE_THREAD
    private const uint NameThread = 15; // PR_SET_NAME
    private const uint NameMemory = 0x53564D41; // PR_SET_VMA
    private const uint OwnProcess = 0;
    private const uint ProcessorTime = 0; // RLIMIT_CPU

    /// <summary>F_GETFD, F_GETFL, F_DUPFD_CLOEXEC.</summary>
    private static readonly uint[] FileCommands = [1, 3, 1030];

    /// <param name="calls">What is allowed.</param>
    /// <param name="process">Its own id, the only one that it may signal.</param>
    public static Instruction[] Of(SystemCalls calls, int process) =>
    [
        Load(Architecture),
        new(JumpIfEqual, 1, 0, calls.Architecture),
        To(EndProcess),
        Load(Number),
        .. calls.Plain.SelectMany(call => When(call, To(Allow))),
        .. When(calls.Affinity, To(Done)),
        .. When(calls.FileControl,
            [Load(SecondArgument), .. FileCommands.SelectMany(one => When(one, To(Allow))), To(NotPermitted)]),
        .. When(calls.Clone3, To(NotImplemented)),
        .. When(calls.Clone1, [Load(FirstArgument), new(JumpIfAnyBit, 0, 1, ThreadFlag), To(Allow), To(NotPermitted)]),
        .. When(calls.Signal, [Load(FirstArgument), .. When(process, To(Allow)), To(NotPermitted)]),
        .. When(calls.ProcessControl,
            [Load(FirstArgument), .. When(NameThread, To(Allow)), .. When(NameMemory, To(Allow)), To(NotPermitted)]),
        .. When(calls.Limits,
            [
                Load(FirstArgument), .. When(OwnProcess, [Load(SecondArgument), .. When(ProcessorTime, To(Allow))]),
                To(NotPermitted),
            ]),
        To(NotPermitted),
    ];

    private static Instruction Load(uint offset) => new(LoadWord, 0, 0, offset);

    private static Instruction To(uint answer) => new(Return, 0, 0, answer);

    /// <summary>What to do where the loaded word has this value; else it goes on behind that.</summary>
    private static Instruction[] When(long value, params Instruction[] then) =>
        [new(JumpIfEqual, 0, (byte)then.Length, (uint)value), .. then];
}

/// <summary>struct sock_filter of linux/filter.h.</summary>
/// <param name="Code">What to do.</param>
/// <param name="IfTrue">Instructions to skip.</param>
/// <param name="IfFalse">Instructions to skip.</param>
/// <param name="Value">Of the operation.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
