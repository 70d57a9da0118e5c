using System.Buffers;
using System.IO.Compression;

namespace Products.Grains.Products;

/// <summary>JSON as it rests in memory: compressed unless it is short. That of a product with images names the same ids again and again.</summary>
internal sealed class PackedJson
{
    /// <summary>Bytes below which unpacking at each read would cost more than the memory is worth.</summary>
    private const int Short = 2_048;

    private const int FastQuality = 1;
    private const int WindowBits = 18;

    private readonly byte[] _bytes;
    private readonly int _length;

    public PackedJson(byte[] json)
    {
        _bytes = json.Length < Short ? json : Compress(json);
        _length = json.Length;
    }

    /// <returns>The JSON, which nobody may change.</returns>
    public byte[] Unpack()
    {
        if (_bytes.Length == _length)
        {
            return _bytes;
        }

        var json = new byte[_length];
        return BrotliDecoder.TryDecompress(_bytes, json, out var written) && written == _length
            ? json
            : throw new InvalidDataException("Packed JSON is damaged.");
    }

    private static byte[] Compress(byte[] json)
    {
        var room = ArrayPool<byte>.Shared.Rent(json.Length);
        var isSmaller = BrotliEncoder.TryCompress(json, room, out var size, FastQuality, WindowBits) && size < json.Length;
        var compressed = isSmaller ? room.AsSpan(0, size).ToArray() : json;
        ArrayPool<byte>.Shared.Return(room);
        return compressed;
    }
}
