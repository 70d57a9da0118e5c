using Products.Hosting.Cluster;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class FastReadsTests : FastReadsTest
{
    [Fact]
    public async Task A_plain_read_takes_the_short_way()
    {
        await ReadAsync(revision: 3);
        var answer = await SendAsync(Request());

        Assert.Null(LongWay);
        Assert.Equal((200, "\"3\"", "application/json; charset=utf-8", 2L, "nosniff", "{}"),
            (answer.StatusCode, answer.Headers.ETag.ToString(), answer.ContentType, answer.ContentLength, answer.Headers.XContentTypeOptions.ToString(), TextOf(answer)));
    }

    [Fact]
    public async Task A_product_that_is_not_kept_yet_is_asked_for()
    {
        var answer = SendAsync(Request());
        Answer(revision: 3);

        Assert.Equal("\"3\"", (await answer).Headers.ETag.ToString());
        Assert.Null(LongWay);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_take_the_long_way(string method)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(method: method));
    }

    [Theory]
    [InlineData("/products")]
    [InlineData("/products/{0:D}/")]
    [InlineData("/products/{0:D}/images")]
    [InlineData("/products/{0:N}")]
    [InlineData("/products/{0:N}1234")]
    [InlineData("/products/{0:B}")]
    [InlineData("/Products/{0:D}")]
    [InlineData("/catalog//{0:D}")]
    [InlineData("/products/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")]
    [InlineData("")]
    public async Task Other_paths_take_the_long_way(string path)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(path: string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Id)));
    }

    [Fact]
    public async Task A_query_takes_the_long_way()
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(query: "?wait=images"));
    }

    [Fact]
    public async Task Letters_of_an_id_may_be_large()
    {
        await ReadAsync(revision: 3);
        await SendAsync(Request(path: "/products/" + Id.ToString().ToUpperInvariant()));

        Assert.Null(LongWay);
    }

    [Fact]
    public async Task A_client_that_has_the_revision_is_told_so()
    {
        await ReadAsync(revision: 3);
        var answer = await SendAsync(Request(condition: "\"3\""));

        Assert.Null(LongWay);
        Assert.Equal((304, "\"3\"", null, null, ""), (answer.StatusCode, answer.Headers.ETag.ToString(), answer.ContentType, answer.ContentLength, TextOf(answer)));
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("W/\"3\"")]
    [InlineData("\"2\", \"3\"")]
    [InlineData("*")]
    [InlineData("3")]
    [InlineData("")]
    public async Task Other_conditions_take_the_long_way(string condition)
    {
        await ReadAsync(revision: 3);

        await TakesTheLongWayAsync(Request(condition: condition));
    }

    [Theory]
    [InlineData("If-Match", "\"3\"")]
    [InlineData("If-Unmodified-Since", "Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task A_condition_that_no_read_evaluates_takes_the_long_way(string header, string value)
    {
        await ReadAsync(revision: 3);
        var request = Request();
        request.Request.Headers[header] = value;

        await TakesTheLongWayAsync(request);
    }

    [Fact]
    public async Task A_product_that_is_not_there_takes_the_long_way()
    {
        var answer = SendAsync(Request());
        Next().SetResult(null);
        await answer;

        Assert.NotNull(LongWay);
        Assert.Null(LongWay.Features.Get<FailedRead>());
    }

    [Fact]
    public async Task A_read_that_failed_takes_its_failure_along_on_the_long_way()
    {
        var answer = SendAsync(Request());
        Next().SetException(new TimeoutException("slow"));
        await answer;

        var failed = LongWay!.Features.Get<FailedRead>();
        Assert.Equal("slow", Assert.Throws<TimeoutException>(failed!.Throw).Message);
    }

    [Fact]
    public async Task A_front_end_that_has_found_no_silo_yet_asks_nobody()
    {
        await TakesTheLongWayAsync(Request(), cluster: new ClusterState());

        Assert.Empty(Silo.Asked);
    }
}
