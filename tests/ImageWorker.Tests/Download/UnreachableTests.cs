using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

public sealed class UnreachableTests : IDisposable
{
    private readonly Fetching _fetching = new();

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", ImageErrorCode.Unreachable)]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n", ImageErrorCode.SourceError)]
    [InlineData("", ImageErrorCode.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", ImageErrorCode.Unreachable)]
    public async Task An_answer_that_breaks_off_or_is_no_HTTP_may_be_better_later(string answer, string code)
    {
        var error = await FailAsync(answer);

        Assert.Equal((code, true), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task A_head_without_end_is_not_read_to_its_end()
    {
        var header = $"X-Padding: {new string('a', 1000)}\r\n";

        var error = await FailAsync("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat(header, 40)) + "\r\nabc");

        Assert.Equal(ImageErrorCode.SourceError, error.Code);
    }

    [Fact]
    public async Task A_refused_connection_may_be_taken_later()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await _fetching.FailAsync($"http://127.0.0.1:{port}/");

        Assert.Equal((ImageErrorCode.Unreachable, true), (error.Code, error.Retryable));
        Assert.DoesNotContain("127", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_accepted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = OfferCertificateAsync(listener);

        var error = await _fetching.FailAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        Assert.Equal((ImageErrorCode.Unreachable, true), (error.Code, error.Retryable));
        await serving;
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<ImageError> FailAsync(string answer)
    {
        await using var server = new RawServer(answer);
        return await _fetching.FailAsync(server.Url());
    }

    private static async Task OfferCertificateAsync(TcpListener listener)
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // What is hoped for.
        }
    }
}
