namespace Products.Grains.Products;

/// <summary>Remembers files that are about to be stored for a product, so that what never becomes part of it is deleted.</summary>
public interface IUploadReservations
{
    /// <summary>From a day from now, what is stored for this image is deleted unless the product has the image.</summary>
    Task ReserveAsync(Guid productId, Guid imageId);
}
