using Microsoft.Win32.SafeHandles;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The bytes of a file, read in blocks of 64 KiB.</summary>
internal sealed class FileBytes(SafeFileHandle file)
{
    private readonly long _length = RandomAccess.GetLength(file);
    private readonly byte[] _block = new byte[64 << 10];
    private long _start;
    private int _count;

    /// <param name="offset">From the beginning of the file.</param>
    /// <param name="count">At most 64 KiB.</param>
    /// <param name="bytes">Valid until the next call.</param>
    /// <returns>False where the file does not have all of them.</returns>
    public bool TryRead(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (offset < 0 || offset > _length - count)
        {
            return false;
        }

        if (offset < _start || offset + count > _start + _count)
        {
            (_start, _count) = (offset, RandomAccess.Read(file, _block, offset));
        }

        if (offset + count > _start + _count)
        {
            return false;
        }

        bytes = _block.AsSpan((int)(offset - _start), count);
        return true;
    }
}
