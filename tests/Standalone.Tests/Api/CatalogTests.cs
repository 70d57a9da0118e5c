using System.Net;
using Products.Client;

namespace Products.Standalone.Tests.Api;

public sealed class CatalogTests(ApiHost host) : IAsyncLifetime
{
    private Guid _userId;

    public async ValueTask InitializeAsync() => _userId = await host.Api.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("created_at", "Bench,apple,Chair")]
    [InlineData("-created_at", "Chair,apple,Bench")]
    [InlineData("product_price", "apple,Chair,Bench")]
    [InlineData("-product_name", "Chair,Bench,apple")]
    public async Task Pages_follow_the_links_in_order(string sort, string expected)
    {
        await CreateAsync(("Bench", 30), ("apple", 1), ("Chair", 20));
        var names = new List<string>();
        var next = $"/products?user_id={_userId}&sort={sort}&limit=1";
        while (next is not null)
        {
            var page = (await host.Client.SendAsync("GET", next)).Is(HttpStatusCode.OK);
            names.AddRange(page.Json.Items("items").Select(item => item.Text("product_name")));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            Assert.Equal(page.Json["next_cursor"] is null, next is null);
        }

        Assert.Equal(expected, string.Join(',', names));
    }

    [Fact]
    public async Task Pages_follow_the_cursor_and_filters_hold_for_each()
    {
        await CreateAsync(("Bench", 30), ("bed", 40), ("apple", 1), ("Chair", 20));
        var first = (await ListAsync(null)).Result;
        var second = (await ListAsync(first.NextCursor)).Result;

        Assert.Equal(("bed", "Bench", null), (first.Items.Single().ProductName, second.Items.Single().ProductName, second.NextCursor));

        Task<ApiResponse<ProductList>> ListAsync(string? cursor) => host.Api.ListProductsAsync(
            _userId, minPrice: 20.5m, maxPrice: 40m, productName: "BE", imageStatus: ImagesStatus.None, sort: ProductSort.ProductPriceDescending, limit: 1, cursor);
    }

    [Theory]
    [InlineData("min_price=20", "Chair,Bench")]
    [InlineData("max_price=20.00&min_price=2", "Chair")]
    [InlineData("product_name=CHA", "Chair")]
    [InlineData("product_name=%25", "")]
    [InlineData("image_status=none", "Chair,apple,Bench")]
    [InlineData("image_status=failed", "")]
    public async Task A_filter_keeps_what_matches(string filter, string expected)
    {
        await CreateAsync(("Bench", 30), ("apple", 1), ("Chair", 20));
        var page = (await host.Client.SendAsync("GET", $"/products?user_id={_userId}&{filter}")).Is(HttpStatusCode.OK);
        Assert.Equal(expected, string.Join(',', page.Json.Items("items").Select(item => item.Text("product_name"))));
    }

    [Fact]
    public async Task A_form_that_is_not_filled_in_lists_all_and_so_does_every_other_route()
    {
        await CreateAsync(("Bench", 30), ("apple", 1));
        var page = (await host.Client.SendAsync("GET", $"/products?user_id={_userId}&min_price=&max_price=&product_name=&image_status=&sort=&limit=&cursor=")).Is(HttpStatusCode.OK);
        Assert.Equal(["apple", "Bench"], page.Json.Items("items").Select(item => item.Text("product_name")));

        var lists = ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json"))
            .Where(operation => operation.Method == "GET" && operation.ParametersIn("query").Any() && operation.RequiredQuery("") == "").ToList();
        Assert.NotEmpty(lists);
        foreach (var operation in lists)
        {
            var path = operation.PathWith(_ => page.Json.Items("items")[0].Text("id"));
            (await host.Client.SendAsync("GET", $"{path}?{string.Join('&', operation.ParametersIn("query").Select(name => name + "="))}")).Is(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("sort=name", "sort")]
    [InlineData("image_status=done", "image_status")]
    [InlineData("user_id=1", "user_id")]
    [InlineData("min_price=2&max_price=1", "min_price")]
    [InlineData("min_price=1.001", "min_price")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("colour=red", "colour")]
    public async Task A_bad_query_is_refused_by_name(string query, string field) =>
        (await host.Client.SendAsync("GET", "/products?" + query)).IsProblem(HttpStatusCode.BadRequest, "malformed-query", field);

    [Theory]
    [InlineData("&sort=created_at")]
    [InlineData("&sort=product_name")]
    [InlineData("&min_price=1")]
    [InlineData("&product_name=e")]
    public async Task A_cursor_belongs_to_its_order_and_its_filters(string other)
    {
        await CreateAsync(("Bench", 30), ("apple", 1));
        var page = await host.Client.SendAsync("GET", $"/products?user_id={_userId}&sort=-created_at&limit=1");
        var next = $"/products?user_id={_userId}&cursor={page.Json.Text("next_cursor")}";

        (await host.Client.SendAsync("GET", next + "&limit=50")).Is(HttpStatusCode.OK);
        (await host.Client.SendAsync("GET", next + other)).IsProblem(HttpStatusCode.BadRequest, "malformed-query", "cursor");
    }

    [Theory]
    [InlineData("ΌΔΟΣ", "Η όδος")]
    [InlineData("istanbul", "İSTANBUL")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("STRASSE", "Lange Straße")]
    [InlineData("Café", "CAFE\u0301")]
    public async Task A_name_is_found_in_any_case_and_form(string part, string name)
    {
        await CreateAsync((name, 1), ("Bench", 30));
        var page = (await host.Client.SendAsync("GET", $"/products?user_id={_userId}&product_name={Uri.EscapeDataString(part)}")).Is(HttpStatusCode.OK);
        Assert.Equal([name], page.Json.Items("items").Select(item => item.Text("product_name")));
    }

    private async Task CreateAsync(params (string Name, decimal Price)[] products)
    {
        foreach (var (name, price) in products)
        {
            await host.Api.CreateProductAsync(ApiCalls.Lamp(_userId) with { ProductName = name, ProductPrice = price });
        }
    }
}
