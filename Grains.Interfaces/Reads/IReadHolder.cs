namespace Products.Grains.Interfaces.Reads;

/// <summary>A front end that keeps products which it has read, and is told to drop them.</summary>
[Alias("products.read-holder")]
public interface IReadHolder : IGrainObserver
{
    /// <summary>Forgets the product; returns once no read can find it any more.</summary>
    [Alias("drop")]
    Task DropAsync(Guid productId);
}
