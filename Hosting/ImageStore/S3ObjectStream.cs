using Amazon.S3.Model;

namespace Products.Hosting.ImageStore;

/// <summary>
/// The bytes of one object as they come. Its length is known, and it can be moved to another position: the next read then asks for
/// the bytes from there on, which is what a request for a range needs.
/// </summary>
internal sealed class S3ObjectStream(S3Calls calls, GetObjectResponse first) : Stream
{
    private readonly string _key = first.Key;
    private readonly string _version = first.ETag;
    private GetObjectResponse? _response = first;
    private long _responsePosition;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = first.ContentLength;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        await MoveAsync(cancellationToken);
        var read = await calls.RunAsync((_, limit) => _response!.ResponseStream.ReadAsync(buffer, limit).AsTask(), cancellationToken);
        _responsePosition = Position += read;
        return read > 0 ? read : throw new ImageStoreException($"S3:Endpoint: the object ended after {Position} of {Length} bytes.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Gets the object again from the position, unless the bytes at hand are those. It must still be the same object.</summary>
    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (_response is not null && _responsePosition == Position)
        {
            return;
        }

        _response?.Dispose();
        _response = null;
        _response = await calls.RunAsync((s3, limit) => s3.GetObjectAsync(new GetObjectRequest
        {
            BucketName = calls.Bucket,
            Key = _key,
            EtagToMatch = _version,
            ByteRange = new ByteRange(Position, Length - 1),
        }, limit), cancellationToken);
        _responsePosition = Position;
    }
}
