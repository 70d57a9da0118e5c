using System.Buffers.Binary;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>A part of a file.</summary>
internal readonly record struct Extent(long Offset, long End);

/// <summary>Where the items of a file are (ISO/IEC 14496-12, 8.11.3: the box <c>iloc</c> within <c>meta</c>).</summary>
internal static class ItemLocations
{
    public const int MaxExtents = 1000;

    private const int MaxBox = 64 << 10;
    private const int HeadBytes = 8;
    private const int LongHeadBytes = 16;
    private const int VersionBytes = 4;
    private const int InItemData = 1;

    /// <returns>
    /// The extents of each item; null for more than <see cref="MaxExtents"/>, none where the boxes cannot be followed.
    /// </returns>
    public static IReadOnlyList<IReadOnlyList<Extent>>? Of(FileBytes file)
    {
        if (Find(file, "meta"u8, new Extent(0, long.MaxValue)) is not { } meta)
        {
            return [];
        }

        var boxes = meta with { Offset = meta.Offset + VersionBytes };
        var itemData = Find(file, "idat"u8, boxes)?.Offset ?? 0;
        if (Find(file, "iloc"u8, boxes) is not { } box)
        {
            return [];
        }

        var length = (int)Math.Clamp(box.End - box.Offset, 0, MaxBox);
        return file.TryRead(box.Offset, length, out var content) ? Read(content, itemData) : [];
    }

    /// <summary>The content of the first box of this type.</summary>
    private static Extent? Find(FileBytes file, ReadOnlySpan<byte> type, Extent within)
    {
        var offset = within.Offset;
        while (offset < within.End && file.TryRead(offset, HeadBytes, out var head))
        {
            var isIt = head[4..].SequenceEqual(type);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var headBytes = length == 1 ? LongHeadBytes : HeadBytes;
            if (length == 1)
            {
                length = LongLength(file, offset);
            }

            var end = length == 0 ? within.End : offset + Math.Min(length, long.MaxValue - offset); // 0 reaches to the end
            if (isIt)
            {
                return new Extent(offset + headBytes, end);
            }

            if (end < offset + headBytes)
            {
                return null;
            }

            offset = end;
        }

        return null;
    }

    /// <summary>Negative where it has none.</summary>
    private static long LongLength(FileBytes file, long box) =>
        file.TryRead(box, LongHeadBytes, out var head) ? BinaryPrimitives.ReadInt64BigEndian(head[HeadBytes..]) : -1;

    private static List<IReadOnlyList<Extent>>? Read(ReadOnlySpan<byte> box, long itemData)
    {
        var items = new List<IReadOnlyList<Extent>>();
        var fields = new Fields(box);
        var version = fields.Read(1);
        fields.Read(3);
        var sizes = (int)fields.Read(2);
        var (offsetBytes, lengthBytes, baseBytes) = (sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15);
        var indexBytes = version > 0 ? sizes & 15 : 0;
        var total = 0;
        for (var count = fields.Read(version < 2 ? 2 : 4); count > 0 && !fields.HasEnded; count--)
        {
            fields.Read(version < 2 ? 2 : 4); // id
            var method = version > 0 ? fields.Read(2) & 15 : 0;
            fields.Read(2); // data reference
            var start = fields.Read(baseBytes) + (method == InItemData ? itemData : 0);
            var extents = new List<Extent>();
            for (var rest = fields.Read(2); rest > 0 && !fields.HasEnded; rest--)
            {
                if (++total > MaxExtents)
                {
                    return null;
                }

                fields.Read(indexBytes);
                var offset = start + fields.Read(offsetBytes);
                extents.Add(new Extent(offset, offset + fields.Read(lengthBytes)));
            }

            items.Add(extents);
        }

        return items;
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
            return value & (long.MaxValue >> 2); // sums of three do not overflow
        }
    }
}
