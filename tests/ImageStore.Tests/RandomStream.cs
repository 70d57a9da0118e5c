using System.Security.Cryptography;

namespace Products.ImageStore.Tests;

/// <summary>Bytes that look random and are always the same, from a stream that cannot seek and does not tell its length.</summary>
/// <param name="length">How many there are.</param>
/// <param name="breaksAfter">After how many it fails.</param>
internal sealed class RandomStream(int length, int breaksAfter = int.MaxValue) : Stream
{
    private readonly Random _random = new(7);
    private int _position;

    public Action<int> OnRead { get; init; } = _ => { };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public static async Task<byte[]> HashAsync(int length)
    {
        await using var stream = new RandomStream(length);
        return await SHA256.HashDataAsync(stream);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        OnRead(_position);
        cancellationToken.ThrowIfCancellationRequested();
        if (_position >= breaksAfter)
        {
            throw new InvalidDataException("The source broke off.");
        }

        var bytes = buffer.Span[..Math.Min(buffer.Length, Math.Min(64 * 1024, length - _position))];
        _random.NextBytes(bytes);
        _position += bytes.Length;
        return ValueTask.FromResult(bytes.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
