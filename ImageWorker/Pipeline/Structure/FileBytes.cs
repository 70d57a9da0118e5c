using Microsoft.Win32.SafeHandles;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The bytes of a file, read in blocks of 64 KiB.</summary>
internal sealed class FileBytes(SafeFileHandle file)
{
    private readonly byte[] _block = new byte[64 << 10];
    private long _start;
    private int _count;

    /// <param name="offset">From the beginning of the file.</param>
    /// <param name="count">At most 64 KiB.</param>
    /// <param name="bytes">Valid until the next call.</param>
    /// <returns>False where the file ends before.</returns>
    public bool TryRead(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        if (offset < _start || offset + count > _start + _count)
        {
            (_start, _count) = (offset, RandomAccess.Read(file, _block, offset));
        }

        var isThere = offset + count <= _start + _count;
        bytes = isThere ? _block.AsSpan((int)(offset - _start), count) : default;
        return isThere;
    }
}
