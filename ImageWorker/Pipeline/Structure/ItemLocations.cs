using System.Buffers.Binary;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>Where the bytes of an item are, or a part of them.</summary>
internal readonly record struct ItemLocation(long Offset, long Length);

/// <summary>Reads the box <c>iloc</c> within <c>meta</c> (ISO/IEC 14496-12, 8.11.3), as far as 64 KiB of it.</summary>
internal static class ItemLocations
{
    private const int MaxBox = 64 << 10;
    private const int HeadBytes = 8;
    private const int VersionBytes = 4;

    public static IReadOnlyList<ItemLocation> Of(FileBytes file)
    {
        if (Find(file, "meta"u8, 0, long.MaxValue) is not { } meta || Find(file, "iloc"u8, meta.Offset + VersionBytes, meta.Offset + meta.Length) is not { } box)
        {
            return [];
        }

        return file.TryRead(box.Offset, (int)Math.Min(box.Length, MaxBox), out var content) ? Read(content) : [];
    }

    /// <summary>The content of the first box of this type.</summary>
    private static ItemLocation? Find(FileBytes file, ReadOnlySpan<byte> type, long offset, long end)
    {
        while (offset < end && file.TryRead(offset, HeadBytes, out var head))
        {
            var length = (long)BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual(type))
            {
                return new ItemLocation(offset + HeadBytes, Math.Max(length - HeadBytes, 0));
            }

            if (length < HeadBytes)
            {
                return null; // 0 reaches to the end; 1 is longer than 4 GiB
            }

            offset += length;
        }

        return null;
    }

    private static List<ItemLocation> Read(ReadOnlySpan<byte> box)
    {
        var locations = new List<ItemLocation>();
        var fields = new Fields(box);
        var version = fields.Read(1);
        fields.Read(3);
        var sizes = (int)fields.Read(2);
        var (offsetBytes, lengthBytes, baseBytes, indexBytes) = (sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, version > 0 ? sizes & 15 : 0);
        for (var items = fields.Read(version < 2 ? 2 : 4); items > 0 && !fields.HasEnded; items--)
        {
            fields.Read((version < 2 ? 2 : 4) + (version > 0 ? 2 : 0) + 2); // id, construction method, data reference
            var start = fields.Read(baseBytes);
            for (var extents = fields.Read(2); extents > 0 && !fields.HasEnded; extents--)
            {
                fields.Read(indexBytes);
                locations.Add(new ItemLocation(start + fields.Read(offsetBytes), fields.Read(lengthBytes)));
            }
        }

        return locations;
    }

    /// <summary>Big-endian numbers one after the other; 0 behind the end.</summary>
    private ref struct Fields(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool HasEnded { get; private set; }

        public long Read(int count)
        {
            if (count > _rest.Length)
            {
                HasEnded = true;
                return 0;
            }

            var value = 0L;
            foreach (var next in _rest[..count])
            {
                value = (value << 8) | next;
            }

            _rest = _rest[count..];
            return value & long.MaxValue;
        }
    }
}
