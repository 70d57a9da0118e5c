using System.Text;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Tests;

public sealed class RequestBodyTests
{
    private const string Valid = "\"user_id\":\"0198c0de-0000-7000-8000-000000000001\",\"product_name\":\"Lamp\",\"product_description\":\"\",\"product_price\":1";

    [Theory]
    [InlineData("\"product_name\":\"\"", "product_name")]
    [InlineData("\"product_name\":\"  \"", "product_name")]
    [InlineData("\"product_name\":\"\\u200b\"", "product_name")]
    [InlineData("\"product_name\":\"a\\nb\"", "product_name")]
    [InlineData("\"product_name\":\"a\\u0000\"", "product_name")]
    [InlineData("\"product_name\":\"\\ud800\"", "product_name")]
    [InlineData("\"product_name\":null", "product_name")]
    [InlineData("\"product_price\":null", "product_price")]
    [InlineData("\"product_price\":\"1\"", "product_price")]
    [InlineData("\"product_price\":1.001", "product_price")]
    [InlineData("\"product_price\":-0.01", "product_price")]
    [InlineData("\"product_price\":1000000000", "product_price")]
    [InlineData("\"product_description\":1", "product_description")]
    [InlineData("\"product_description\":\"\\u001b\"", "product_description")]
    [InlineData("\"currency\":\"usd\"", "currency")]
    [InlineData("\"product_images\":{}", "product_images")]
    [InlineData("\"product_images\":[1]", "/product_images/0")]
    [InlineData("\"product_images\":[\"https://a.example/\",\"a.jpg\"]", "/product_images/1")]
    [InlineData("\"product_images\":[\"ftp://a.example/\"]", "/product_images/0")]
    [InlineData("\"product_images\":[\"http:\\\\\\\\a.example\"]", "/product_images/0")]
    [InlineData("\"product_images\":[\"https://a.example/ b\"]", "/product_images/0")]
    [InlineData("\"product_images\":[\"upload:1\"]", "/product_images/0")]
    [InlineData("\"revision\":1", "revision")]
    [InlineData("\"a/b~\":1", "a/b~")]
    public void A_bad_field_is_named(string json, string field)
    {
        var (_, errors) = Read<PatchProductRequest>($"{{{json}}}");
        Assert.Equal([field], errors.ByField.Keys);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var (_, errors) = Read<CreateProductRequest>("""{"product_name":"","currency":1,"more":2}""");
        Assert.Equal(["currency", "more", "product_description", "product_name", "product_price", "user_id"], errors.ByField.Keys.Order());
    }

    [Fact]
    public void Length_is_counted_in_characters_not_in_their_halves()
    {
        var name = string.Concat(Enumerable.Repeat("💡", 200));
        Assert.False(Read<PatchProductRequest>($$"""{"product_name":"{{name}}"}""").Errors.Any);
        Assert.True(Read<PatchProductRequest>($$"""{"product_name":"{{name}}💡"}""").Errors.Any);
    }

    [Fact]
    public void An_empty_patch_changes_nothing() => Assert.Equal(new ProductEdit(), Read<PatchProductRequest>("{}").Value.ToEdit());

    [Fact]
    public void A_null_in_a_patch_sets_the_default()
    {
        var edit = Read<PatchProductRequest>("""{"product_description":null,"currency":null,"product_images":null}""").Value.ToEdit();
        Assert.Equal(("", "USD", 0, null, null), (edit.ProductDescription, edit.Currency, edit.ProductImages!.Count, edit.ProductName, edit.ProductPrice));
    }

    [Fact]
    public void A_put_sets_the_fields_that_it_omits_to_their_defaults()
    {
        var edit = Read<ReplaceProductRequest>("""{"product_name":"Lamp","product_description":"a\r\n\tb","product_price":1}""").Value.ToEdit();
        Assert.Equal(("USD", 0), (edit.Currency, edit.ProductImages!.Count));
    }

    [Fact]
    public void An_upload_may_stay_but_not_be_created_with()
    {
        var images = "\"product_images\":[\"upload:0198c0de-0000-7000-8000-000000000001\"]";
        Assert.False(Read<PatchProductRequest>($"{{{images}}}").Errors.Any);
        Assert.Equal(["/product_images/0"], Read<CreateProductRequest>($"{{{Valid},{images}}}").Errors.ByField.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("// \n{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_strict_json_is_malformed(string json) =>
        Assert.Equal(400, Assert.Throws<ProblemException>(() => JsonBody.Parse(Encoding.UTF8.GetBytes(json))).Problem.Status);

    [Fact]
    public void A_byte_order_mark_is_ignored_at_the_start_and_nowhere_else()
    {
        using var body = JsonBody.Parse([.. Encoding.UTF8.Preamble, .. "{}"u8]);
        Assert.Equal("{}", body.RootElement.GetRawText());
        Assert.Throws<ProblemException>(() => JsonBody.Parse([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.Preamble, .. "{}"u8]));
        Assert.Throws<ProblemException>(() => JsonBody.Parse([.. "{"u8, .. Encoding.UTF8.Preamble, .. "}"u8]));
    }

    [Fact]
    public void The_errors_of_a_hostile_body_are_bounded()
    {
        var many = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"{new string('x', 200)}{i}\":1"));
        var (_, errors) = Read<PatchProductRequest>($"{{{many}}}");
        Assert.All(errors.ByField.Keys, field => Assert.True(field.Length <= 100));
        Assert.True(errors.ByField.Sum(field => field.Value.Count) <= 50);
    }

    private static (T Value, FieldErrors Errors) Read<T>(string json)
        where T : class, IRequestBody<T>
    {
        using var document = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
        var fields = new JsonFields(document.RootElement);
        var value = T.Read(fields, new ProductLimits());
        fields.RefuseUnknown();
        return (value, fields.Errors);
    }
}
