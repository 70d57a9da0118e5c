using System.Net;
using System.Text;

namespace Products.Standalone.Tests.Api;

/// <summary>How a body in UTF-8 may be called, and what is said of others.</summary>
public sealed class CharsetTests(ApiHost host)
{
    private static readonly byte[] Ada = "{\"name\":\"Ada Łovelace\"}"u8.ToArray();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json;charset=\"UTF8\"")]
    [InlineData("Application/JSON; Charset=\"Utf-8\"")]
    public async Task Utf8_is_taken_by_each_of_its_names(string contentType)
    {
        var user = (await host.Client.SendAsync("POST", "/users", RawCalls.Body(Ada, contentType))).Is(HttpStatusCode.Created);
        Assert.Equal("Ada Łovelace", user.Json.Text("name"));
    }

    [Fact]
    public async Task A_byte_order_mark_is_ignored()
    {
        var user = (await host.Client.SendAsync("POST", "/users", RawCalls.Body([.. Encoding.UTF8.Preamble, .. Ada]))).Is(HttpStatusCode.Created);
        Assert.Equal("Ada Łovelace", user.Json.Text("name"));
    }

    [Theory]
    [InlineData("application/json; charset=iso-8859-1", "Send the body in UTF-8, not in the charset 'iso-8859-1'.")]
    [InlineData("application/json; charset=\"utf-16\"", "Send the body in UTF-8, not in the charset 'utf-16'.")]
    public async Task What_is_wrong_with_the_charset_is_said(string contentType, string detail)
    {
        var problem = (await host.Client.SendAsync("POST", "/users", RawCalls.Body(Ada, contentType))).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal(detail, problem.Text("detail"));
    }
}
