using Microsoft.AspNetCore.Http;
using Products.Grains.Interfaces.Catalog;
using Products.WebFrontend.Catalog;
using Products.WebFrontend.DeadLetters;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Tests;

public sealed class ListQueryTests
{
    [Fact]
    public async Task The_newest_20_come_without_a_query()
    {
        var query = await ReadAsync("");
        Assert.Equal(new ProductQuery(), query);
    }

    [Fact]
    public async Task Every_parameter_is_read()
    {
        var cursor = new ProductCursor(ProductSort.ProductPrice, "1.5", Guid.NewGuid());
        var query = await ReadAsync($"?user_id={Guid.Empty}&min_price=1&max_price=2.5&product_name=a%20b&image_status=ready&sort=-product_price&limit=100&cursor={cursor}");

        Assert.Equal((Guid.Empty, 1m, 2.5m, "a b", 100), (query.UserId!.Value, query.MinPrice!.Value, query.MaxPrice!.Value, query.ProductName, query.Limit));
        Assert.Equal((ProductSort.ProductPrice, true, cursor), (query.Sort, query.Descending, query.After));
    }

    [Theory]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?limit=", "limit")]
    [InlineData("?limit=%2B1", "limit")]
    [InlineData("?product_name=a%00", "product_name")]
    [InlineData("?min_price=2&max_price=1", "min_price")]
    [InlineData("?cursor=WzEsIjEiLCJ4Il0", "cursor")]
    [InlineData("?Limits=1", "Limits")]
    public async Task A_bad_parameter_is_named(string query, string name)
    {
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(query));
        Assert.Equal([name], refusal.Problem.Errors!.ByField.Keys);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var cursor = new ProductCursor(ProductSort.ProductName, "a", Guid.NewGuid());
        await Assert.ThrowsAsync<ProblemException>(() => ReadAsync($"?cursor={cursor}"));
    }

    [Fact]
    public void The_next_link_keeps_every_other_parameter()
    {
        var request = Request("?sort=product_name&product_name=a%26b&cursor=old&limit=5");
        request.Path = "/products";
        Assert.Equal("/products?sort=product_name&product_name=a%26b&limit=5&cursor=new", NextLink.Of(request, "new"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?cursor=NDI", 42L)]
    public async Task Dead_letters_start_before_the_cursor(string query, long? before) =>
        Assert.Equal(before, (await DeadLetterQuery.BindAsync(Request(query).HttpContext, null!))!.Before);

    [Theory]
    [InlineData("?cursor=42!")]
    [InlineData("?cursor=LTQy")]
    [InlineData("?limit=101")]
    public async Task A_bad_query_of_dead_letters_is_refused(string query) =>
        await Assert.ThrowsAsync<ProblemException>(() => DeadLetterQuery.BindAsync(Request(query).HttpContext, null!).AsTask());

    private static async Task<ProductQuery> ReadAsync(string query) =>
        (await ProductListQuery.BindAsync(Request(query).HttpContext, null!))!.Value;

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
