using System.Security.Cryptography;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;

namespace Products.ImageWorker.Tests.Download;

public sealed class UploadTests : IDisposable
{
    private readonly ImageJob _job = Fetching.JobOf(ImageSource.OfUpload(Guid.NewGuid()));
    private readonly Fetching _fetching = new();

    [Fact]
    public async Task An_upload_is_read_from_the_image_store_and_not_from_the_network()
    {
        var picture = RandomNumberGenerator.GetBytes(300_000);
        await UploadAsync(picture);

        using var file = await _fetching.FetchAsync(_job);

        Assert.Equal(picture, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), file.Sha256);
        Assert.Empty(_fetching.Connected);
    }

    [Fact]
    public async Task An_upload_that_is_not_there_is_missing_for_good()
    {
        Assert.Equal((ImageErrorCode.UploadMissing, false), await FailAsync(_fetching));
    }

    [Fact]
    public async Task An_upload_with_too_many_bytes_is_refused()
    {
        await UploadAsync(new byte[9]);
        _fetching.Options.MaxBytes = 8;

        Assert.Equal((ImageErrorCode.TooManyBytes, false), await FailAsync(_fetching));
    }

    [Fact]
    public async Task An_empty_upload_is_no_picture()
    {
        await UploadAsync([]);

        Assert.Equal((ImageErrorCode.EmptyBody, false), await FailAsync(_fetching));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_cannot_be_read_may_be_read_later(bool opens)
    {
        using var fetching = new Fetching { Store = new BrokenStore(() => opens ? new BrokenStream() : throw new IOException("10.0.0.1 is away")) };

        Assert.Equal((ImageErrorCode.StoreUnavailable, true), await FailAsync(fetching));
    }

    [Fact]
    public async Task A_store_that_never_answers_may_be_read_later()
    {
        using var fetching = new Fetching { Store = new BrokenStore(() => new SilentStream()) };
        fetching.Options.DownloadTimeout = TimeSpan.FromMilliseconds(100);

        Assert.Equal((ImageErrorCode.StoreUnavailable, true), await FailAsync(fetching));
    }

    public void Dispose() => _fetching.Dispose();

    private Task<long> UploadAsync(byte[] content) => _fetching.Store.PutAsync(
        ImageKey.Upload(_job.ProductId, _job.ImageId), new MemoryStream(content), "image/png", CancellationToken.None);

    private async Task<(string Code, bool Retryable)> FailAsync(Fetching fetching)
    {
        var failure = await Assert.ThrowsAsync<ImageFailedException>(() => fetching.FetchAsync(_job));
        Assert.Empty(fetching.TempFiles);
        Assert.DoesNotContain("10.0.0.1", failure.Error.Detail, StringComparison.Ordinal);
        return (failure.Error.Code, failure.Error.Retryable);
    }

    private sealed class BrokenStore(Func<Stream> open) : IImageStore
    {
        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Stream?>(open());

        public Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

        public string UrlOf(string key) => throw new NotSupportedException();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("10.0.0.1 is away");
    }

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
