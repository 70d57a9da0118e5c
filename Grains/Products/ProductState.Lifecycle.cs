using System.Security.Cryptography;
using System.Text.Json;
using Products.Grains.Interfaces.Products;
using Products.Grains.Storage;

namespace Products.Grains.Products;

/// <summary>Creation, edits and deletion.</summary>
public sealed partial record ProductState
{
    /// <summary>The first revision. The same request and time give the same state, so a repeated request gets its first answer.</summary>
    public static ProductState Create(Guid id, CreateProduct request, DateTimeOffset now) => new()
    {
        Id = id,
        UserId = request.UserId,
        ProductName = request.ProductName,
        ProductDescription = request.ProductDescription,
        ProductPrice = request.ProductPrice,
        Currency = request.Currency,
        Images = [.. request.ProductImages.Select((source, position) => new ImageState
        {
            Id = ProductId.OfInitialImage(id, position),
            Source = source,
            TraceParent = request.TraceParent,
        })],
        Revision = 1,
        CreatedAt = now,
        UpdatedAt = now,
        Fingerprint = FingerprintOf(request),
    };

    /// <summary>A digest of all that the client asked for, and of nothing else.</summary>
    public static string FingerprintOf(CreateProduct request)
    {
        var canonical = JsonSerializer.SerializeToUtf8Bytes(request with { TraceParent = null }, GrainStateJson.Default.CreateProduct);
        return Convert.ToHexStringLower(SHA256.HashData(canonical));
    }

    public ProductDecision Edit(ProductEdit edit, string? traceParent, DateTimeOffset now)
    {
        var images = edit.ProductImages is { } sources ? WithSources(sources, traceParent) : Images;
        if (images is null)
        {
            return ChangeStatus.UnknownUpload;
        }

        var edited = this with
        {
            ProductName = edit.ProductName ?? ProductName,
            ProductDescription = edit.ProductDescription ?? ProductDescription,
            ProductPrice = edit.ProductPrice ?? ProductPrice,
            Currency = edit.Currency ?? Currency,
            Images = images.SequenceEqual(Images) ? Images : images,
        };
        return edited == this ? this : edited.Next(now);
    }

    /// <summary>The tombstone: it keeps the id and the creating request taken, and nothing that was shown.</summary>
    public ProductState Delete(DateTimeOffset now) => Next(now) with
    {
        ProductName = "",
        ProductDescription = "",
        ProductPrice = 0,
        Images = [],
        DeletedAt = now,
    };

    private ProductState Next(DateTimeOffset now) => this with { Revision = Revision + 1, UpdatedAt = now, LastChange = null };
}
