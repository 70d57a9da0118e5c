using Dapper;
using Products.Hosting.Cleanup;

namespace Products.Silo.Storage;

/// <summary>Removed images in the table that the products' own commits fill. Several silos sweep it, each its own share.</summary>
internal sealed class RemovedImages(Database database) : IRemovedImages
{
    /// <summary>Whoever is given an image has it for a while: should that silo end, the image falls due again.</summary>
    private const string Claim = """
        WITH due AS (
          SELECT product_id, image_id, removed_at FROM image_deletions
          WHERE removed_at <= @removedBefore ORDER BY removed_at LIMIT @limit FOR UPDATE SKIP LOCKED),
        claimed AS (
          UPDATE image_deletions AS deletion SET removed_at = @removedBefore + interval '10 minutes' FROM due
          WHERE deletion.product_id = due.product_id AND deletion.image_id = due.image_id
          RETURNING due.*)
        SELECT product_id AS ProductId, image_id AS ImageId FROM claimed ORDER BY removed_at
        """;

    public async Task<IReadOnlyList<RemovedImage>> DueAsync(DateTimeOffset removedBefore, int limit, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(Claim, new { removedBefore = removedBefore.ToUniversalTime(), limit }, cancellationToken: cancellationToken);
        return [.. await database.RunAsync(connection => connection.QueryAsync<RemovedImage>(command), cancellationToken)];
    }

    public Task ForgetAsync(RemovedImage image) => database.RunAsync(connection => connection.ExecuteAsync(
        "DELETE FROM image_deletions WHERE product_id = @ProductId AND image_id = @ImageId", new { image.ProductId, image.ImageId }));

    public Task PutOffAsync(RemovedImage image, DateTimeOffset now) => database.RunAsync(connection => connection.ExecuteAsync(
        "UPDATE image_deletions SET removed_at = @now WHERE product_id = @ProductId AND image_id = @ImageId",
        new { image.ProductId, image.ImageId, now = now.ToUniversalTime() }));
}
