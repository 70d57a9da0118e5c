using System.Buffers.Binary;

namespace Products.ImageDecoder.Protocol;

/// <summary>
/// What a decoder process answers: a byte for its kind, the length of its content as a 32-bit number, and its content.
/// </summary>
/// <remarks>
/// Integers are little-endian. A reader must not trust a reply: a hostile image may have taken over the decoder.
/// </remarks>
internal abstract record Reply
{
    /// <summary>More than an uncompressed variant has.</summary>
    private const int MaxVariantBytes = 16 << 20;

    private const int MaxOtherBytes = 4096;
    private const int HeadBytes = 5;
    private const int MaxCause = 500;

    private enum Kind : byte
    {
        Confined = 1,
        Identified,
        Decoded,
        Encoded,
        Refused,
    }

    /// <summary>The first one, once the process is ready.</summary>
    /// <param name="Missing">What this system cannot confine; empty when the confinement is complete.</param>
    internal sealed record Confined(string Missing) : Reply;

    /// <summary>The header is read.</summary>
    /// <param name="Size">Of the upright image.</param>
    internal sealed record Identified(ImageSize Size) : Reply;

    internal sealed record Decoded : Reply;

    /// <summary>The last one of an image has the last of the variants that were asked for.</summary>
    internal sealed record Encoded(EncodedVariant Variant) : Reply;

    /// <summary>The last one of an image that is refused.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Size">As declared by the header; zero where that is not why.</param>
    /// <param name="Cause">For the log, at most 500 characters: what libvips says.</param>
    internal sealed record Refused(RefusalReason Reason, ImageSize Size, string Cause) : Reply;

    public void WriteTo(Stream output)
    {
        using var bytes = new MemoryStream();
        bytes.Write(stackalloc byte[HeadBytes]);
        using var writer = new BinaryWriter(bytes);
        var kind = WriteContent(writer);
        writer.Flush();
        var frame = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        frame[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(frame[1..], frame.Length - HeadBytes);
        output.Write(frame);
        output.Flush();
    }

    /// <exception cref="InvalidDataException">It is not a reply.</exception>
    /// <exception cref="EndOfStreamException">The process has ended.</exception>
    public static async Task<Reply> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        await input.ReadExactlyAsync(head, cancellationToken);
        var (kind, length) = ((Kind)head[0], BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1)));
        if (length < 0 || length > (kind == Kind.Encoded ? MaxVariantBytes : MaxOtherBytes))
        {
            throw new InvalidDataException($"A reply of {length} bytes.");
        }

        var content = new byte[length];
        await input.ReadExactlyAsync(content, cancellationToken);
        using var reader = new BinaryReader(new MemoryStream(content));
        var reply = ReadContent(kind, reader);
        return reader.BaseStream.Position == length
            ? reply
            : throw new InvalidDataException("A reply with more than its content.");
    }

    private Kind WriteContent(BinaryWriter writer)
    {
        switch (this)
        {
            case Confined confined:
                writer.Write(confined.Missing);
                return Kind.Confined;
            case Identified identified:
                Write(writer, identified.Size);
                return Kind.Identified;
            case Encoded { Variant: var variant }:
                writer.Write(variant.Recipe.FileName);
                Write(writer, variant.Size);
                writer.Write(variant.Bytes);
                return Kind.Encoded;
            case Refused refused:
                writer.Write((byte)refused.Reason);
                Write(writer, refused.Size);
                writer.Write(Cut(refused.Cause));
                return Kind.Refused;
            default:
                return Kind.Decoded;
        }
    }

    private static Reply ReadContent(Kind kind, BinaryReader reader) => kind switch
    {
        Kind.Confined => new Confined(Cut(reader.ReadString())),
        Kind.Identified => new Identified(ReadSize(reader)),
        Kind.Decoded => new Decoded(),
        Kind.Encoded => new Encoded(
            new EncodedVariant(VariantRecipe.Named(reader.ReadString()), ReadSize(reader), ReadBytes(reader))),
        Kind.Refused => new Refused((RefusalReason)reader.ReadByte(), ReadSize(reader), Cut(reader.ReadString())),
        _ => throw new InvalidDataException($"A reply of kind {(byte)kind}."),
    };

    private static void Write(BinaryWriter writer, ImageSize size)
    {
        writer.Write(size.Width);
        writer.Write(size.Height);
    }

    private static ImageSize ReadSize(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32());

    /// <summary>The rest.</summary>
    private static byte[] ReadBytes(BinaryReader reader) =>
        reader.ReadBytes((int)(reader.BaseStream.Length - reader.BaseStream.Position));

    private static string Cut(string text) => text.Length <= MaxCause ? text : text[..MaxCause];
}
