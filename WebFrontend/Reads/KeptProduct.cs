using Microsoft.Extensions.Primitives;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Preconditions;

namespace Products.WebFrontend.Reads;

/// <summary>A product as it was read, ready to be written to a response.</summary>
/// <param name="reading">What the grain answered.</param>
/// <param name="session">The session under which it may be kept; null when it may not.</param>
internal sealed class KeptProduct(ProductReading reading, SiloSession? session)
{
    public byte[] Body => reading.Body;

    public long Revision => reading.Revision;

    public StringValues ETag { get; } = EntityTags.Of(reading.Revision);

    /// <summary>Whether no newer revision can have been acknowledged, as long as nobody has told us to drop this one.</summary>
    public bool IsValid => session is { IsValid: true };

    /// <summary>Reads the body.</summary>
    public Product ToProduct() => reading.ToProduct();
}
