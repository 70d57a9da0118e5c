using Products.WebFrontend.Problems;

namespace Products.WebFrontend.ProductImages;

/// <summary>A file as it arrives: ends the request once it is too large, or breaks off.</summary>
/// <param name="inner">The part of the request.</param>
/// <param name="maxBytes">More are refused with 413.</param>
/// <param name="field">The name of the part, for the problem.</param>
internal sealed class UploadStream(Stream inner, long maxBytes, string field) : Stream
{
    private long _read;

    /// <summary>Why reading failed, kept because an image store may wrap what its source throws.</summary>
    public ProblemException? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            _read += read;
            return _read <= maxBytes ? read : throw Fail(new(Problem.Of(ProblemKind.BodyTooLarge, field, $"must be at most {maxBytes} bytes")));
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException and not BadHttpRequestException
            && !cancellationToken.IsCancellationRequested)
        {
            throw Fail(MultipartFiles.Malformed());
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private ProblemException Fail(ProblemException failure) => Failure = failure;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
