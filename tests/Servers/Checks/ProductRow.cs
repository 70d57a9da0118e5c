using System.Globalization;
using System.Text.Json.Nodes;

namespace Products.Servers.Checks;

/// <summary>A row of <c>products</c>: what its columns say, and the state that they were made from.</summary>
public sealed class ProductRow
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string ProductName { get; init; }
    public required string SearchName { get; init; }
    public required string ProductDescription { get; init; }
    public required decimal ProductPrice { get; init; }
    public required string Currency { get; init; }
    public required string[] ProductImages { get; init; }
    public required string[] CompressedProductImages { get; init; }
    public required string ImageStatus { get; init; }
    public required long Revision { get; init; }
    public required DateTime? DeletedAt { get; init; }
    public required string Payload { get; init; }

    public JsonNode State => field ??= JsonNode.Parse(Payload)!;

    public IEnumerable<JsonNode> Images => State["images"]!.AsArray().Select(image => image!);

    /// <summary>The jobs that have to be in the outbox.</summary>
    public IEnumerable<string> PendingJobs => Images.Where(image => (string)image["status"]! == "pending").Select(image => JobOf(Id, image));

    public static string JobOf(Guid product, JsonNode image) => $"{product}/{image["id"]}/{image["generation"]}";

    /// <summary>Where a column differs from the state.</summary>
    public IEnumerable<string> Differences() =>
    [
        .. Unless(Id.ToString(), State["id"], "id"),
        .. Unless(UserId.ToString(), State["user_id"], "user_id"),
        .. Unless(ProductName, State["product_name"], "product_name"),
        .. Unless(SearchName, State["search_name"], "search_name"),
        .. Unless(ProductDescription, State["product_description"], "product_description"),
        .. Unless(ProductPrice / 1.0000m, (decimal)State["product_price"]! / 1.0000m, "product_price"),
        .. Unless(Currency, State["currency"], "currency"),
        .. Unless(string.Join('\n', ProductImages), Join(State["product_images"]), "product_images"),
        .. Unless(string.Join('\n', CompressedProductImages), Join(State["compressed_product_images"]), "compressed_product_images"),
        .. Unless(ImageStatus, State["image_status"], "image_status"),
        .. Unless(Revision, (long)State["revision"]!, "revision"),
        .. Unless(DeletedAt is null, State["deleted_at"] is null, "deleted_at"),
        .. Images.Where(image => (string)image["status"]! == "failed" && image["error"] is null).Select(image => $"{Id}: image {image["id"]} failed without a reason"),
    ];

    /// <summary>Where the product as the API shows it differs from the state.</summary>
    public IEnumerable<string> DifferencesFrom(JsonNode shown) =>
    [
        .. from name in (string[])["id", "user_id", "product_name", "product_description", "currency", "product_images", "compressed_product_images", "image_status", "revision"]
           where !JsonNode.DeepEquals(shown[name], State[name])
           select $"{Id}: the API shows {name} {shown[name]?.ToJsonString()}, stored is {State[name]?.ToJsonString()}",
        .. Unless((decimal)shown["product_price"]! / 1.0000m, ProductPrice / 1.0000m, "product_price"),
        .. Unless(string.Join(',', shown["images"]!.AsArray().Select(image => $"{image!["id"]} {image["status"]} {image["variants"]!.AsArray().Count}")),
            string.Join(',', Images.Select(image => $"{image["id"]} {image["status"]} {image["variants"]!.AsArray().Count}")), "images"),
    ];

    private IEnumerable<string> Unless(object seen, object? expected, string column)
    {
        var (left, right) = (Convert.ToString(seen, CultureInfo.InvariantCulture), Convert.ToString(expected, CultureInfo.InvariantCulture));
        return left == right ? [] : [$"{Id}: {column} is '{left}', the state has '{right}'"];
    }

    private static string Join(JsonNode? texts) => string.Join('\n', texts!.AsArray().Select(text => (string)text!));
}
