using Dapper;
using Products.Hosting.Cleanup;

namespace Products.Standalone.Storage;

/// <summary>Removed images in the table that the products' own commits fill.</summary>
internal sealed class RemovedImages(Database database) : IRemovedImages
{
    private const string Due = """
        SELECT product_id AS ProductId, image_id AS ImageId FROM image_deletions
        WHERE removed_at <= @removedBefore ORDER BY removed_at LIMIT @limit
        """;

    public async Task<IReadOnlyList<RemovedImage>> DueAsync(DateTimeOffset removedBefore, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection =>
            connection.Query<Row>(Due, new { removedBefore = removedBefore.ToUnixTimeMilliseconds(), limit }).AsList());
        return [.. rows.Select(row => new RemovedImage(Guid.Parse(row.ProductId), Guid.Parse(row.ImageId)))];
    }

    public Task ForgetAsync(RemovedImage image) => database.WriteAsync(connection => connection.Execute(
        "DELETE FROM image_deletions WHERE product_id = @ProductId AND image_id = @ImageId", Row.Of(image)));

    public Task PutOffAsync(RemovedImage image, DateTimeOffset now) => database.WriteAsync(connection => connection.Execute(
        $"UPDATE image_deletions SET removed_at = {now.ToUnixTimeMilliseconds()} WHERE product_id = @ProductId AND image_id = @ImageId", Row.Of(image)));

    private sealed record Row(string ProductId, string ImageId)
    {
        public static Row Of(RemovedImage image) => new(image.ProductId.ToString(), image.ImageId.ToString());
    }
}
