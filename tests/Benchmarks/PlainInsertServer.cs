using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Products.Benchmarks;

/// <summary>The baseline for creates: one route, one INSERT with the same indexes, synced to disk, one writer at a time. No grain, no event, no check.</summary>
internal sealed class PlainInsertServer : IDisposable
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

    private readonly Process _process;

    private PlainInsertServer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Starts this program again, as that server.</summary>
    public static async Task<PlainInsertServer> StartAsync(string databasePath)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", self, "plain-insert-server", databasePath]) { RedirectStandardOutput = true })!;
        return new PlainInsertServer(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    public static async Task<List<object>> RunAsync(string databasePath)
    {
        var database = $"Data Source={databasePath}";
        using (var connection = new SqliteConnection(database))
        {
            connection.Execute(Schema);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        using var writer = new SemaphoreSlim(1);
        app.MapPost("/products", (JsonObject body) => CreateAsync(body, database, writer));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return [];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
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
