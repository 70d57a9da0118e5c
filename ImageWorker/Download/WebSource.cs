using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>Downloads over HTTP from addresses that anybody may name, and so trusts none of them.</summary>
internal sealed class WebSource(SourceWriter writer, ImageOptions options, TimeProvider time, Network network)
{
    private const int MaxRedirects = 3;

    private readonly UrlRules _urls = new(options);
    private readonly HostCheck _hosts = new(options, network);

    /// <exception cref="ImageFailedException">With each code that <see cref="ImageErrorCode"/> lists for a URL.</exception>
    public async Task<SourceFile> FetchAsync(string source, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options, time, cancellationToken);
        try
        {
            return await FollowAsync(_urls.Parse(source), deadline);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw deadline.Exceeded(late);
        }
    }

    private async Task<SourceFile> FollowAsync(Uri url, Deadline deadline)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            deadline.BeginConnecting();
            using var exchange = new Exchange(await _hosts.AdmitAsync(url, deadline.Token), network, deadline);
            using var response = await exchange.GetAsync(url);
            if (!StatusRules.IsRedirect(response.StatusCode))
            {
                return await SaveAsync(exchange, response, deadline.Token);
            }

            url = _urls.Follow(url, response.Headers.Location);
        }

        throw ImageFailedException.Permanent(ImageErrorCode.TooManyRedirects, $"The source redirects more than {MaxRedirects} times.");
    }

    private async Task<SourceFile> SaveAsync(Exchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        StatusRules.EnsurePicture(response.StatusCode);
        var promised = response.Content.Headers.ContentLength;
        if (promised > options.MaxBytes)
        {
            throw SourceWriter.TooManyBytes(options.MaxBytes);
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var file = await writer.WriteAsync(body, LengthMismatch, cancellationToken);
        if (promised is not null && await exchange.WentOnAsync())
        {
            file.Dispose();
            throw LengthMismatch();
        }

        return file;
    }

    private static ImageFailedException LengthMismatch(Exception? cause = null) => ImageFailedException.Transient(
        ImageErrorCode.LengthMismatch, "The source sent fewer or more bytes than it announced.", cause);
}
