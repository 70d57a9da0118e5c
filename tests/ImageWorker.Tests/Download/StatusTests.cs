using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

public sealed class StatusTests : IDisposable
{
    private readonly Fetching _fetching = new();

    [Theory]
    [InlineData(201, ImageErrorCode.SourceRefused, false)]
    [InlineData(206, ImageErrorCode.SourceRefused, false)]
    [InlineData(300, ImageErrorCode.SourceRefused, false)]
    [InlineData(304, ImageErrorCode.SourceRefused, false)]
    [InlineData(400, ImageErrorCode.SourceRefused, false)]
    [InlineData(401, ImageErrorCode.AccessDenied, false)]
    [InlineData(402, ImageErrorCode.AccessDenied, false)]
    [InlineData(403, ImageErrorCode.AccessDenied, false)]
    [InlineData(404, ImageErrorCode.NotFound, false)]
    [InlineData(407, ImageErrorCode.AccessDenied, false)]
    [InlineData(408, ImageErrorCode.SourceRefused, true)]
    [InlineData(410, ImageErrorCode.NotFound, false)]
    [InlineData(418, ImageErrorCode.SourceRefused, false)]
    [InlineData(425, ImageErrorCode.SourceRefused, true)]
    [InlineData(429, ImageErrorCode.SourceRefused, true)]
    [InlineData(451, ImageErrorCode.AccessDenied, false)]
    [InlineData(500, ImageErrorCode.SourceError, true)]
    [InlineData(503, ImageErrorCode.SourceError, true)]
    [InlineData(599, ImageErrorCode.SourceError, true)]
    public async Task A_status_has_its_code(int status, string code, bool retryable)
    {
        var error = await FailAsync($"HTTP/1.1 {status} Status\r\nContent-Length: 3\r\n\r\nabc");

        Assert.Equal((code, retryable), (error.Code, error.Retryable));
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<ImageError> FailAsync(string answer)
    {
        await using var server = new RawServer(answer);
        return await _fetching.FailAsync(server.Url());
    }
}
