namespace Products.Grains.Interfaces.Products;

/// <summary>Leave to store one uploaded file for a product.</summary>
/// <param name="Status">As in <see cref="ProductChange"/>.</param>
/// <param name="ImageId">The id under which to store it; empty unless the status is <c>Done</c>.</param>
/// <param name="Revision">The current revision, for <c>Stale</c> and <c>Excluded</c>.</param>
[GenerateSerializer, Immutable, Alias("products.upload-ticket")]
public sealed record UploadTicket(
    [property: Id(0)] ChangeStatus Status,
    [property: Id(1)] Guid ImageId = default,
    [property: Id(2)] long Revision = 0);
