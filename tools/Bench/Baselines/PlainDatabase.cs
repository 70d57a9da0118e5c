using System.Text.Json.Nodes;
using Dapper;
using Npgsql;

namespace Products.Bench.Baselines;

/// <summary>Products in Postgres as a team would keep them in an afternoon: one statement each. No grain, no check of the input, no log.</summary>
internal sealed class PlainDatabase(NpgsqlDataSource source)
{
    public static async Task<PlainDatabase> CreateAsync(string connectionString)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        return new PlainDatabase(source);
    }

    public async Task<PlainProduct> InsertAsync(JsonNode body)
    {
        var now = DateTime.UtcNow;
        string[] images = [.. body["product_images"]?.AsArray().Select(image => (string)image!) ?? []];
        var product = new PlainProduct
        {
            Id = Guid.CreateVersion7(),
            UserId = Guid.Parse((string)body["user_id"]!),
            ProductName = (string)body["product_name"]!,
            ProductDescription = (string)body["product_description"]!,
            ProductPrice = (decimal)body["product_price"]!,
            Currency = (string)body["currency"]!,
            ProductImages = images,
            ImageStatus = images.Length > 0 ? "pending" : "none",
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var command = source.CreateCommand(images.Length > 0 ? PlainTable.InsertWithJobs : PlainTable.Insert);
        object[] values =
        [
            product.Id, product.UserId, product.ProductName, product.ProductName.ToLowerInvariant(), product.ProductDescription, product.ProductPrice,
            product.Currency, product.ProductImages, product.ImageStatus, now,
        ];
        command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
        await command.ExecuteNonQueryAsync();
        return product;
    }

    public async Task<PlainProduct?> FindAsync(Guid id)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<PlainProduct>(PlainTable.One, new { id });
    }

    public async Task<PlainProduct?> UpdatePriceAsync(Guid id, decimal price)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<PlainProduct>(PlainTable.UpdatePrice, new { id, price });
    }

    public async Task<IEnumerable<PlainProduct>> ListAsync(Guid? userId, decimal? minPrice, decimal? maxPrice, string? name)
    {
        var where = (userId is null ? "" : " AND user_id = @userId") + (minPrice is null ? "" : " AND product_price >= @minPrice")
            + (maxPrice is null ? "" : " AND product_price <= @maxPrice") + (name is null ? "" : " AND search_name LIKE @like");
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QueryAsync<PlainProduct>(PlainTable.List + where + PlainTable.Newest20,
            new { userId, minPrice, maxPrice, like = $"%{name?.ToLowerInvariant()}%" });
    }
}
