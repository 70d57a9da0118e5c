using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>One request and its answer, over a connection of its own to addresses that were checked.</summary>
/// <remarks>
/// A handler for each exchange: no pool, so no connection that was opened for another name, check or job is ever used.
/// No proxy, cookies, redirects or decompression.
/// </remarks>
internal sealed class Exchange : IDisposable
{
    /// <summary>More than an honest source sends.</summary>
    private const int MaxHeadKilobytes = 32;

    private static readonly ProductInfoHeaderValue UserAgent = new("Products.Orleans-ImageWorker", "1.0");

    private readonly Deadline _deadline;
    private readonly HttpMessageInvoker _client;
    private SourceConnection? _connection;

    public Exchange(IPAddress[] addresses, Network network, Deadline deadline)
    {
        _deadline = deadline;
        _client = new HttpMessageInvoker(HandlerFor(addresses, network, deadline.Token));
    }

    /// <summary>Asks for a URL.</summary>
    /// <returns>The answer as soon as its head is there.</returns>
    /// <exception cref="ImageFailedException"><c>unreachable</c>, or <c>source_error</c> when the answer is not HTTP.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url)
    {
        try
        {
            var response = await _client.SendAsync(RequestFor(url), _deadline.Token);
            _connection!.BeginBody();
            return response;
        }
        catch (HttpRequestException failure)
        {
            _deadline.Token.ThrowIfCancellationRequested();
            throw Failed(failure);
        }
    }

    /// <summary>Whether the source sent more than the answer that was read.</summary>
    public Task<bool> WentOnAsync() => _connection!.WentOnAsync();

    public void Dispose()
    {
        _client.Dispose();
        _connection?.Disconnect();
    }

    private SocketsHttpHandler HandlerFor(IPAddress[] addresses, Network network, CancellationToken cancellationToken) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = async (connection, _) => await network.Connect(addresses, connection.DnsEndPoint.Port, cancellationToken),
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = MaxHeadKilobytes,
        PlaintextStreamFilter = (connection, _) => ValueTask.FromResult<Stream>(
            _connection = new SourceConnection(connection.PlaintextStream, _deadline)),
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = NoDownloads() },
        UseCookies = false,
        UseProxy = false,
    };

    /// <summary>
    /// The chain of a certificate is built from what the source sent and what this machine trusts. By default .NET fetches a
    /// missing issuer from any URL that the certificate names, with a client that follows none of the rules of a download.
    /// </summary>
    private static X509ChainPolicy NoDownloads() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static HttpRequestMessage RequestFor(Uri url) => new(HttpMethod.Get, url)
    {
        Headers =
        {
            Accept = { new MediaTypeWithQualityHeaderValue("image/*") },
            AcceptEncoding = { new StringWithQualityHeaderValue("identity") },
            ConnectionClose = true,
            UserAgent = { UserAgent },
        },
    };

    private static ImageFailedException Failed(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
            ImageFailedException.Transient(ImageErrorCode.SourceError, "The source's answer is not valid HTTP, or its head is too long.", failure),
        _ => ImageFailedException.Transient(ImageErrorCode.Unreachable, "The source could not be reached, or broke off before it answered.", failure),
    };
}
