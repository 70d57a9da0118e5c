using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Products.Grains.Interfaces.Images;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Reads;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>How long a read of a product is held while images are pending: <c>?wait=images&amp;timeout=20</c>.</summary>
/// <param name="Timeout">Zero does not wait.</param>
internal sealed record ImageWait(TimeSpan Timeout) : IBindableFromHttpContext<ImageWait>, IEndpointParameterMetadataProvider
{
    private const int MaxSeconds = 60;
    private const int DefaultSeconds = 20;

    /// <summary>Of one call to the grain: a product that moves to another silo waits for its calls to end, and all new ones with it.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, bool> WaitChoices = new() { ["images"] = true };

    public static ValueTask<ImageWait?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryFields(context.Request.Query);
        var wait = query.OneOf("wait", WaitChoices) ?? false;
        var seconds = query.Integer("timeout", 1, MaxSeconds) ?? DefaultSeconds;
        query.Done();
        return ValueTask.FromResult<ImageWait?>(new(wait ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ApiParameter.Choice("wait", "`images` holds the answer until no image is pending, or the time is up.", nameof(ImageWait), WaitChoices.Keys));
        builder.Metadata.Add(ApiParameter.Query("timeout", "For how many seconds at most.", ApiSchema.Integer(1, MaxSeconds, DefaultSeconds)));
    }

    /// <summary>Reads the product, once no image is pending, the time is up, or nobody waits any more.</summary>
    /// <param name="id">The product.</param>
    /// <param name="reads">Knows it.</param>
    /// <param name="cancellationToken">The client has gone, or the server stops: the answer is what is known by then.</param>
    public async Task<KeptProduct?> ReadAsync(Guid id, ProductReads reads, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var answer = await reads.ReadAsync(id);
        while (Timeout - TimeProvider.System.GetElapsedTime(started) is var left && left > TimeSpan.Zero && !cancellationToken.IsCancellationRequested
            && answer?.ToProduct().ImageStatus == ImagesStatus.Pending)
        {
            await reads.WaitForImagesAsync(id, left < LongestCall ? left : LongestCall, cancellationToken);
            answer = await reads.ReadAsync(id);
        }

        return answer;
    }
}
