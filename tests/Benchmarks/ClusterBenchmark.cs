using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Products.Benchmarks.Baselines;
using Products.Servers.Cluster;

namespace Products.Benchmarks;

/// <summary>One silo and one front end as separate processes on Postgres and Redis, beside what a team would write without them.</summary>
internal static class ClusterBenchmark
{
    private const int Runs = 5;
    private const int Products = 1000;

    public static async Task<List<object>> RunAsync()
    {
        await using var cluster = await ProductsCluster.StartAsync(new ClusterOptions { Silos = 1, Frontends = 1, Workers = 1, LoadBalancer = false });
        var front = cluster.Frontends[0].Client;
        var user = await PostAsync(front, "/users", new { name = "Ada" });
        var paths = await FillAsync(front, user);
        using var plain = await Baseline.StartAsync("plain-postgres", await cluster.Servers.Postgres.CreateDatabaseAsync(), user);
        using var aside = await Baseline.StartAsync("cache-aside", cluster.Servers.Cache.ConnectionString, front.BaseAddress!.ToString());
        using var kestrel = await Baseline.StartAsync("bare-kestrel", front.BaseAddress!.ToString());

        Contest Creates(int clients) => new($"creates, {clients} clients",
            ("cluster: front end, silo, Postgres", url => Load.CreateAsync(url, user, clients), front.BaseAddress!),
            ("plain ASP.NET + Npgsql `INSERT`", url => Load.CreateAsync(url, user, clients), plain.Url));
        var reads = new Contest("hot reads by id, 32 clients", ("cluster", url => Load.ReadAsync(url, paths.Products), front.BaseAddress!),
            ("ASP.NET + Redis cache-aside", url => Load.ReadAsync(url, paths.Products), aside.Url),
            ("bare Kestrel", url => Load.ReadAsync(url, paths.Products), kestrel.Url));
        var lists = new Contest("lists of 20 by user, 32 clients", ("cluster", url => Load.ReadAsync(url, paths.List), front.BaseAddress!),
            ("ASP.NET + Npgsql `SELECT`", url => Load.ReadAsync(url, paths.List), plain.Url),
            ("ASP.NET + Redis cache-aside", url => Load.ReadAsync(url, paths.List), aside.Url),
            ("bare Kestrel", url => Load.ReadAsync(url, paths.List), kestrel.Url));
        return [.. await reads.RunAsync(Runs), .. await Creates(1).RunAsync(Runs), .. await Creates(16).RunAsync(Runs), .. await Creates(64).RunAsync(Runs), .. await lists.RunAsync(Runs)];
    }

    /// <returns>Files with the paths to read.</returns>
    private static async Task<(string Products, string List)> FillAsync(HttpClient front, string user)
    {
        var products = new List<string>();
        for (var n = 0; n < Products; n++)
        {
            products.Add("/products/" + await PostAsync(front, "/products", new
            {
                user_id = user,
                product_name = $"Brass reading lamp {n}",
                product_description = string.Concat(Enumerable.Repeat("A lamp with a swivelling arm, a linen shade and a dimmer. ", 8)),
                product_price = 129.5,
                currency = "EUR",
            }));
        }

        var (productsFile, listFile) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllLinesAsync(productsFile, products);
        await File.WriteAllLinesAsync(listFile, [$"/products?user_id={user}"]);
        return (productsFile, listFile);
    }

    private static async Task<string> PostAsync(HttpClient front, string path, object body)
    {
        using var answer = await front.PostAsJsonAsync(path, body);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
