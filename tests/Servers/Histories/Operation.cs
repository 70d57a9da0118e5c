using System.Globalization;

namespace Products.Servers.Histories;

/// <summary>What a client did to a versioned register, and what it was told.</summary>
/// <remarks>Times are of one monotonic clock for all clients.</remarks>
/// <param name="Kind">Read or write; a creation is the write that makes revision 1.</param>
/// <param name="Client">Who did it.</param>
/// <param name="Via">The front end that was asked.</param>
/// <param name="Revision">What was read, 0 when there was nothing; or what the write made, 0 when nobody knows.</param>
/// <param name="Value">What was read or written, or <see cref="NoValue"/>. No two writes of a register have the same.</param>
/// <param name="Invoked">When it began.</param>
/// <param name="Answered">When its answer was there. Null: it failed or broke off, so a write may have taken effect, or may do so at any time.</param>
public readonly record struct Operation(OperationKind Kind, int Client, string Via, long Revision, long Value, TimeSpan Invoked, TimeSpan? Answered)
{
    /// <summary>Of a read whose answer told the revision only.</summary>
    public const long NoValue = 0;

    public static Operation Read(int client, string via, long revision, long value, TimeSpan invoked, TimeSpan answered) =>
        new(OperationKind.Read, client, via, revision, value, invoked, answered);

    /// <summary>A write that was acknowledged.</summary>
    public static Operation Write(int client, string via, long revision, long value, TimeSpan invoked, TimeSpan answered) =>
        new(OperationKind.Write, client, via, revision, value, invoked, answered);

    /// <summary>A write whose outcome is not known.</summary>
    public static Operation Attempt(int client, string via, long value, TimeSpan invoked) =>
        new(OperationKind.Write, client, via, 0, value, invoked, null);

    public bool IsWrite => Kind == OperationKind.Write;

    /// <summary>Whether this had ended when the other began.</summary>
    public bool Precedes(Operation other) => Answered < other.Invoked;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"client {Client} {(IsWrite ? "wrote" : "read")} revision {Revision} (value {Value}) through {Via}, {Invoked.TotalSeconds:0.0000} s to {(Answered is { } end ? $"{end.TotalSeconds:0.0000} s" : "no answer")}");
}

/// <summary>What an <see cref="Operation"/> is.</summary>
public enum OperationKind : byte
{
    Read,
    Write,
}
