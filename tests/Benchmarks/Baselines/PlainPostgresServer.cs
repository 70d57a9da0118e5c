using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Products.Benchmarks.Baselines;

/// <summary>
/// What a team would write in an afternoon: one route, one prepared INSERT of the same columns with the same indexes and the same
/// foreign key, and a list by user. No grain, no job, no check of the input, no log.
/// </summary>
internal static class PlainPostgresServer
{
    private const string Schema = """
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL);
        CREATE TABLE products (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, product_name text NOT NULL,
          search_name text COLLATE "C" NOT NULL, product_description text NOT NULL, product_price numeric(18,2) NOT NULL, currency text NOT NULL,
          product_images text[] NOT NULL, compressed_product_images text[] NOT NULL, image_status text NOT NULL, revision bigint NOT NULL,
          created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz, seq bigserial);
        CREATE INDEX ON products (user_id, seq); CREATE INDEX ON products (seq); CREATE INDEX ON products (product_price, id);
        CREATE INDEX ON products (search_name, id); CREATE INDEX ON products USING gin (search_name gin_trgm_ops);
        """;

    private const string Insert = """
        INSERT INTO products (id, user_id, product_name, search_name, product_description, product_price, currency, product_images,
          compressed_product_images, image_status, revision, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, '{}', '{}', 'none', 1, $8, $8)
        """;

    private const string List = """
        SELECT id, user_id, product_name, product_description, product_price, currency, product_images, compressed_product_images, image_status,
          revision, created_at, updated_at
        FROM products WHERE user_id = @user_id AND deleted_at IS NULL ORDER BY seq DESC LIMIT 20
        """;

    /// <param name="connectionString">Of an empty database.</param>
    /// <param name="userId">The owner of all products.</param>
    public static async Task<List<object>> RunAsync(string connectionString, string userId)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using (var connection = await database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(Schema);
            await connection.ExecuteAsync("INSERT INTO users VALUES (@id, 'Ada')", new { id = Guid.Parse(userId) });
        }

        return await Baseline.ServeAsync(app =>
        {
            app.MapPost("/products", (JsonObject body) => CreateAsync(body, database));
            app.MapGet("/products", (Guid user_id) => ListAsync(user_id, database));
        });
    }

    private static async Task<IResult> CreateAsync(JsonObject body, NpgsqlDataSource database)
    {
        var name = (string)body["product_name"]!;
        var row = new
        {
            id = Guid.CreateVersion7(),
            user_id = Guid.Parse((string)body["user_id"]!),
            product_name = name,
            product_description = (string)body["product_description"]!,
            product_price = (decimal)body["product_price"]!,
            currency = (string)body["currency"]!,
            created_at = DateTime.UtcNow,
        };
        await using var command = database.CreateCommand(Insert);
        object[] values = [row.id, row.user_id, name, name.ToLowerInvariant(), row.product_description, row.product_price, row.currency, row.created_at];
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
        return Results.Json(row, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(Guid userId, NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return Results.Json(new { items = await connection.QueryAsync(List, new { user_id = userId }) });
    }
}
