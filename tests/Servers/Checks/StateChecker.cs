using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;

namespace Products.Servers.Checks;

/// <summary>Compares all that a cluster holds: each row's columns with its state, the state with what its grain answers, jobs and letters with images.</summary>
public static class StateChecker
{
    private const int Readers = 16;

    private const string Rows = """
        SELECT id, user_id AS UserId, product_name AS ProductName, search_name AS SearchName, product_description AS ProductDescription,
          product_price AS ProductPrice, currency, product_images AS ProductImages, compressed_product_images AS CompressedProductImages,
          image_status AS ImageStatus, revision, deleted_at AS DeletedAt, payload::text AS Payload
        FROM products
        """;

    private const string Jobs = "SELECT product_id || '/' || image_id || '/' || generation FROM image_jobs";

    private const string Letters = "SELECT product_id || '/' || image_id || '/' || generation FROM dead_letters WHERE product_id IS NOT NULL";

    /// <summary>Looks at everything; nobody may change products meanwhile.</summary>
    /// <param name="connectionString">Of the cluster's database.</param>
    /// <param name="api">A front end.</param>
    public static async Task<StateReport> CheckAsync(string connectionString, HttpClient api)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var connection = await database.OpenConnectionAsync();
        var products = (await connection.QueryAsync<ProductRow>(Rows)).AsList();
        var jobs = (await connection.QueryAsync<string>(Jobs)).ToHashSet();
        var letters = await connection.QueryAsync<string>(Letters);
        var shown = await Task.WhenAll(products.Chunk(Math.Max(1, products.Count / Readers)).Select(some => CompareAsync(some, api)));
        return new StateReport(products,
        [
            .. products.SelectMany(product => product.Differences()),
            .. shown.SelectMany(differences => differences),
            .. products.SelectMany(product => product.PendingJobs).Except(jobs).Select(job => $"no job for the pending image {job}"),
            .. jobs.Except(products.SelectMany(product => product.PendingJobs)).Select(job => $"a job for an image that is not pending: {job}"),
            .. letters.Except(products.SelectMany(Failed)).Select(letter => $"a dead letter for an image that has not failed: {letter}"),
        ]);
    }

    private static IEnumerable<string> Failed(ProductRow product) =>
        product.Images.Where(image => (string)image["status"]! == "failed").Select(image => ProductRow.JobOf(product.Id, image));

    private static async Task<IEnumerable<string>> CompareAsync(IEnumerable<ProductRow> products, HttpClient api)
    {
        var differences = new ConcurrentBag<string>();
        foreach (var product in products)
        {
            using var answer = await api.GetAsync($"/products/{product.Id}");
            var expected = product.DeletedAt is null ? HttpStatusCode.OK : HttpStatusCode.NotFound;
            if (answer.StatusCode != expected)
            {
                differences.Add($"{product.Id}: the API answers {answer.StatusCode}");
            }
            else if (expected == HttpStatusCode.OK)
            {
                var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                product.DifferencesFrom(shown).ToList().ForEach(differences.Add);
            }
        }

        return differences;
    }
}

/// <summary>What a cluster holds.</summary>
/// <param name="Products">Deleted ones too.</param>
/// <param name="Differences">What does not fit together; empty when all is well.</param>
public sealed record StateReport(IReadOnlyList<ProductRow> Products, IReadOnlyList<string> Differences)
{
    /// <summary>How many images are in a state: <c>pending</c>, <c>ready</c> or <c>failed</c>.</summary>
    public int Images(string status) => Products.Sum(product => product.Images.Count(image => (string)image["status"]! == status));

    public override string ToString() =>
        $"{Products.Count} products, {Images("ready")} images ready, {Images("failed")} failed, {Images("pending")} pending, {Differences.Count} differences"
        + string.Concat(Differences.Take(20).Select(difference => "\n  " + difference));
}
