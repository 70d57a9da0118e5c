using Dapper;
using Products.Grains.Products;

namespace Products.Silo.Storage;

/// <summary>Reservations are deletions that lie ahead; storing the product with the image calls them off.</summary>
internal sealed class UploadReservations(Database database, TimeProvider time) : IUploadReservations
{
    private const string Insert = """
        INSERT INTO image_deletions (product_id, image_id, removed_at) VALUES (@productId, @imageId, @removedAt)
        """;

    public Task ReserveAsync(Guid productId, Guid imageId)
    {
        var removedAt = time.GetUtcNow().AddDays(1);
        return database.RunAsync(connection => connection.ExecuteAsync(Insert, new { productId, imageId, removedAt }));
    }
}
