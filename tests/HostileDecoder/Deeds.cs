using System.Runtime.InteropServices;
using Products.ImageDecoder.Protocol;

namespace Products.HostileDecoder;

/// <summary>
/// What an image could have a decoder do that it has taken over. The process is the real one up to there: the same loop, the
/// same confinement. The image's bytes are a marker that looks like a JPEG, and the name of a deed.
/// </summary>
internal static class Deeds
{
    private const int Open = 257;
    private const int Reading = 0;
    private const int CreatingAndWriting = 0x41;
    private const int InCurrentFolder = -100;

    /// <summary>x86-64 numbers; the names are those of the system calls.</summary>
    private static readonly Dictionary<string, Func<int, long>> Calls = new()
    {
        ["socket"] = _ => Call(41, 2, 1, 0),
        ["execve"] = _ => WithText("/bin/true", path => Call(59, path)),
        ["fork"] = _ => Call(57),
        ["clone"] = _ => Call(56, 17),
        ["ptrace"] = parent => Call(101, 16, parent),
        ["process_vm_readv"] = parent => Call(310, parent),
        ["kill"] = parent => Call(62, parent, 9),
        ["tgkill"] = parent => Call(234, parent, parent, 9),
        ["environ"] = parent => WithText($"/proc/{parent}/environ", path => Call(Open, InCurrentFolder, path, Reading)),
        ["passwd"] = _ => WithText("/etc/passwd", path => Call(Open, InCurrentFolder, path, Reading)),
        ["write"] = _ => WithText("/tmp/hostile-decoder", path => Call(Open, InCurrentFolder, path, CreatingAndWriting, 0x1FF)),
        ["unlink"] = _ => WithText("/tmp/hostile-decoder", path => Call(87, path)),
        ["prlimit"] = _ => Call(302, 0, 9),
        ["io_uring"] = _ => Call(425, 1),
        ["seccomp"] = _ => Call(317),
        ["fcntl-owner"] = parent => Call(72, 0, 8, parent),
        ["fcntl-flags"] = _ => Call(72, 0, 4, 0x2000),
    };

    public static ReadOnlySpan<byte> Marker => [0xFF, 0xD8, 0xFF, (byte)'!'];

    /// <summary>After the confinement no library could be opened.</summary>
    public static unsafe void Prepare()
    {
        Call(39);
        var memory = 0L;
        Fill((nint)(&memory), 0, sizeof(long));
    }

    public static void Do(string deed, Stream output, Action<Reply> reply)
    {
        var parts = deed.Split(' ');
        if (Calls.TryGetValue(parts[0], out var call))
        {
            var result = call(int.Parse(parts[1]));
            reply(new Reply.Refused(RefusalReason.Corrupt, default, result < 0 ? $"refused {parts[0]}" : $"allowed {parts[0]}"));
            return;
        }

        switch (parts[0])
        {
            case "allocate":
                Allocate();
                break;
            case "loop":
                Loop();
                break;
            case "abort":
                Environment.FailFast("As told.");
                break;
            case "crash":
                Fill(16, 0, 1);
                break;
            case "errors":
                WriteErrors();
                reply(new Reply.Refused(RefusalReason.Corrupt, default, "written"));
                break;
            case "wrong-variant":
                reply(new Reply.Identified(new ImageSize(1, 1)));
                reply(new Reply.Decoded());
                reply(new Reply.Encoded(new EncodedVariant(VariantRecipe.All[0], new ImageSize(100_000, 1), [1])));
                break;
            case "unknown-reply":
                output.Write([99, 0, 0, 0, 0]);
                break;
            case "huge-reply":
                output.Write([2, 0xFF, 0xFF, 0xFF, 0x7F]);
                break;
            case "out-of-turn":
                reply(new Reply.Decoded());
                break;
        }
    }

    private static unsafe void Allocate()
    {
        while (true)
        {
            new Span<byte>(NativeMemory.Alloc(1 << 20), 1 << 20).Fill(1);
        }
    }

    /// <summary>4 MiB.</summary>
    private static unsafe void WriteErrors()
    {
        var block = new byte[4096];
        fixed (byte* first = block)
        {
            for (var count = 0; count < 1024; count++)
            {
                Call(1, 2, (nint)first, block.Length);
            }
        }
    }

    private static void Loop()
    {
        while (true)
        {
        }
    }

    private static long WithText(string text, Func<nint, long> call)
    {
        var pointer = Marshal.StringToCoTaskMemUTF8(text);
        return call(pointer);
    }

    /// <summary>In native code, where no exception is made of a wrong address.</summary>
    [DllImport("libc", EntryPoint = "memset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Fill(nint memory, int value, nuint count);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint first = 0, nint second = 0, nint third = 0, nint fourth = 0);
}
