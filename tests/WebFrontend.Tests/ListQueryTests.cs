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
    public async Task An_empty_parameter_is_as_one_that_is_absent()
    {
        var query = await ReadAsync("?user_id=&min_price=&max_price=&product_name=&image_status=&sort=&limit=&cursor");
        Assert.Equal(new ProductQuery(), query);
    }

    [Fact]
    public async Task Every_parameter_is_read()
    {
        const string filtered = "?user_id=00000000-0000-0000-0000-000000000000&min_price=1&max_price=2.5&product_name=a%20b&image_status=ready&sort=-product_price&limit=100";
        var cursor = new ProductCursor(ProductSort.ProductPrice, "1.5", Guid.NewGuid());
        var query = await ReadAsync($"{filtered}&cursor={CursorText.Of(await ReadAsync(filtered), cursor)}");

        Assert.Equal((Guid.Empty, 1m, 2.5m, "a b", 100), (query.UserId!.Value, query.MinPrice!.Value, query.MaxPrice!.Value, query.ProductName, query.Limit));
        Assert.Equal((ProductSort.ProductPrice, true, cursor), (query.Sort, query.Descending, query.After));
    }

    [Theory]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?limit=&limit=2", "limit")]
    [InlineData("?product_name=%20", "product_name")]
    [InlineData("?colour=", "colour")]
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

    [Theory]
    [InlineData("")]
    [InlineData("&sort=created_at")]
    [InlineData("&sort=product_price")]
    [InlineData("&user_id=0198c0de-0000-7000-8000-000000000001")]
    [InlineData("&min_price=1")]
    [InlineData("&max_price=1")]
    [InlineData("&product_name=a")]
    [InlineData("&image_status=none")]
    public async Task A_cursor_is_of_one_order_and_of_its_filters(string query)
    {
        var cursor = new ProductCursor(ProductSort.CreatedAt, "1", Guid.NewGuid());
        var text = CursorText.Of(await ReadAsync($"?limit=7{query}"), cursor with { Sort = (await ReadAsync($"?{query}")).Sort });

        Assert.Equal("1", (await ReadAsync($"?cursor={text}{query}")).After!.Key);
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync($"?cursor={text}{(query == "" ? "&max_price=2" : "")}"));
        Assert.Equal(["cursor"], refusal.Problem.Errors!.ByField.Keys);
    }

    [Fact]
    public async Task A_price_with_zeros_at_its_end_is_the_same_filter()
    {
        var text = CursorText.Of(await ReadAsync("?min_price=10&max_price=20"), new ProductCursor(ProductSort.CreatedAt, "1", Guid.NewGuid()));
        Assert.Equal("1", (await ReadAsync($"?cursor={text}&min_price=10.00&max_price=20.0")).After!.Key);
    }

    [Fact]
    public async Task A_cursor_survives_being_written_and_read()
    {
        var query = await ReadAsync("?sort=product_name");
        var cursor = new ProductCursor(ProductSort.ProductName, "ü \"lamp\" 😀", Guid.NewGuid());
        Assert.Equal(cursor, CursorText.Read(CursorText.Of(query, cursor), query));
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("W10")] // []
    [InlineData("bnVsbA")] // null
    [InlineData("WzEsIjEiLDJd")] // [1,"1",2]
    [InlineData("WyJ4IixudWxsLCJ5Il0")] // ["x",null,"y"]
    public async Task What_is_not_a_cursor_is_refused(string text) => Assert.Null(CursorText.Read(text, await ReadAsync("")));

    [Fact]
    public async Task A_key_that_its_order_cannot_have_is_refused()
    {
        var query = await ReadAsync("?sort=product_price");
        Assert.Null(CursorText.Read(CursorText.Of(query, new ProductCursor(ProductSort.ProductPrice, "x", Guid.NewGuid())), query));
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
