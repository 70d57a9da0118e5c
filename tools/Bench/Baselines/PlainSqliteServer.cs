using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Products.Bench.Baselines;

/// <summary>The baseline for creates: one route, one INSERT with the same indexes, synced to disk, one writer at a time. No grain, no event, no check.</summary>
internal static class PlainSqliteServer
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE products (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, product_name TEXT NOT NULL, product_description TEXT NOT NULL,
          product_price NUMERIC NOT NULL, currency TEXT NOT NULL, product_images TEXT NOT NULL, revision INTEGER NOT NULL, created_at TEXT NOT NULL);
        CREATE INDEX by_user ON products (user_id); CREATE INDEX by_price ON products (product_price, id); CREATE INDEX by_name ON products (product_name, id);
        """;

    private const string Insert = """
        INSERT INTO products VALUES (@id, @user_id, @product_name, @product_description, @product_price, @currency, '[]', 1, @created_at)
        """;

    public static async Task<int> RunAsync(string databasePath)
    {
        var database = $"Data Source={databasePath}";
        using (var connection = new SqliteConnection(database))
        {
            connection.Execute(Schema);
        }

        using var writer = new SemaphoreSlim(1);
        return await Baseline.ServeAsync(app => app.MapPost("/products", (JsonObject body) => CreateAsync(body, database, writer)));
    }

    private static async Task<IResult> CreateAsync(JsonObject body, string database, SemaphoreSlim writer)
    {
        var row = new
        {
            id = Guid.CreateVersion7().ToString(),
            user_id = (string)body["user_id"]!,
            product_name = (string)body["product_name"]!,
            product_description = (string)body["product_description"]!,
            product_price = (decimal)body["product_price"]!,
            currency = (string)body["currency"]!,
            created_at = DateTimeOffset.UtcNow.ToString("O"),
        };

        await writer.WaitAsync();
        try
        {
            using var connection = new SqliteConnection(database);
            connection.Execute(Insert, row);
        }
        finally
        {
            writer.Release();
        }

        return Results.Json(row, statusCode: StatusCodes.Status201Created);
    }
}
