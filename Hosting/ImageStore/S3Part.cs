using System.Buffers;

namespace Products.Hosting.ImageStore;

/// <summary>The bytes of one part, in a buffer that grows as they come.</summary>
internal sealed class S3Part(int capacity)
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    /// <summary>A stream for one request. The SDK closes it; the buffer stays.</summary>
    public MemoryStream Open() => new(_buffer, 0, Length, writable: false);

    public void Clear() => Length = 0;

    public void Return() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Reads until the part is full.</summary>
    /// <returns>Whether the stream ended first.</returns>
    public async Task<bool> FillAsync(Stream content, int size, CancellationToken cancellationToken)
    {
        while (Length < size)
        {
            Grow(size);
            var read = await content.ReadAsync(_buffer.AsMemory(Length, Math.Min(_buffer.Length, size) - Length), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            Length += read;
        }

        return false;
    }

    private void Grow(int size)
    {
        if (Length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(size, 2 * Length));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        Return();
        _buffer = larger;
    }
}
