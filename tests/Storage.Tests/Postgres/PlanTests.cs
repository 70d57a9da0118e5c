using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Images;
using Products.Silo.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>On a large table every list is found by an index; none is sorted or read through.</summary>
public sealed class PlanTests(PlanTests.SmallPool adapter) : IClassFixture<PlanTests.SmallPool>, IAsyncLifetime
{
    public sealed class SmallPool(EmptyPostgres shared) : PostgresAdapter(shared)
    {
        protected override IEnumerable<string> Settings => [.. base.Settings, "--Postgres:MaxPoolSize=2"];
    }

    /// <summary>ANALYZE looks at 300 rows for each of its target: so at all of these. Of more it picks some by chance, and with 3% of its picks a search had another plan.</summary>
    private const string Fill = """
        INSERT INTO users SELECT gen_random_uuid(), 1, '{}', 'Ada', now() FROM generate_series(1, 1000);
        INSERT INTO products (id, version, payload, user_id, product_name, search_name, product_description, product_price, currency,
          product_images, compressed_product_images, image_status, revision, created_at, updated_at, created_seq, change_seq)
        SELECT gen_random_uuid(), 1, '{}', owners.ids[1 + n % 1000], name, name, '', (n * 7919) % 100000 / 100.0, 'EUR', '{}', '{}',
          CASE WHEN n % 5000 = 0 THEN 'failed' ELSE 'ready' END, 1, now(), now(), n, n
        FROM generate_series(1, 50000) AS n, LATERAL (SELECT 'lamp ' || md5(n::text) AS name) AS named, (SELECT array_agg(id) AS ids FROM users) AS owners;
        SET default_statistics_target = 200;
        ANALYZE products, users;
        """;

    public async ValueTask InitializeAsync()
    {
        await using var connection = Open();
        if (await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM products") == 0)
        {
            await connection.ExecuteAsync(Fill);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<ProductQuery, string> Lists() => new()
    {
        { new(), "products_by_creation" },
        { new() { Descending = false, After = new(ProductSort.CreatedAt, "25000", Guid.Empty) }, "products_by_creation" },
        { new() { Sort = ProductSort.ProductPrice }, "products_by_price" },
        { new() { Sort = ProductSort.ProductPrice, After = new(ProductSort.ProductPrice, "500", Guid.Empty) }, "products_by_price" },
        { new() { Sort = ProductSort.ProductName, After = new(ProductSort.ProductName, "lamp 8", Guid.Empty) }, "products_by_name" },
        { new() { UserId = Guid.NewGuid() }, "products_by_user" },
        { new() { ProductName = "Lamp 4f2" }, "products_search" },
        { new() { ProductName = "not there" }, "products_search" },
        { new() { ProductName = "lamp" }, "products_by_creation" },
        { new() { ImageStatus = ImagesStatus.Failed }, "products_unfinished" },
        { new() { MinPrice = 500, MaxPrice = 500.01m }, "products_by_price" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_uses_its_index(ProductQuery query, string index)
    {
        var select = ProductSelect.Of(query);
        await using var connection = Open();
        await connection.ExecuteAsync("SET plan_cache_mode = force_custom_plan");
        var plan = string.Join('\n', await connection.QueryAsync<string>($"EXPLAIN {select.Sql}", select.Parameters));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on products", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_of_a_search_is_made_for_its_words_however_often_it_is_asked()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.Empty((await adapter.Catalog.ListAsync(new ProductQuery { ProductName = "not there" }, default)).Items);
        }

        var source = adapter.Services.GetRequiredService<NpgsqlDataSource>();
        await using var one = await source.OpenConnectionAsync();
        await using var other = await source.OpenConnectionAsync(); // that is all of the pool
        var counts = await Task.WhenAll(CountPlansAsync(one), CountPlansAsync(other));
        Assert.True(counts.Sum(count => count.Custom) >= 15);
        Assert.Equal(0, counts.Sum(count => count.Generic));
    }

    private static Task<(long Custom, long Generic)> CountPlansAsync(NpgsqlConnection connection) => connection.QuerySingleAsync<(long, long)>(
        "SELECT coalesce(sum(custom_plans), 0)::bigint, coalesce(sum(generic_plans), 0)::bigint FROM pg_prepared_statements WHERE statement LIKE 'SELECT payload%search_name LIKE%'");

    private NpgsqlConnection Open() => new(adapter.ConnectionString);
}
