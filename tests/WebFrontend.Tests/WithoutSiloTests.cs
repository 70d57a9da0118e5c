using System.Net;

namespace Products.WebFrontend.Tests;

public sealed class WithoutSiloTests(LonelyFrontend frontend) : IClassFixture<LonelyFrontend>
{
    [Theory]
    [InlineData("/docs", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/images/none", HttpStatusCode.NotFound)]
    [InlineData("/none", HttpStatusCode.NotFound)]
    [InlineData("/products", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/health/ready", HttpStatusCode.ServiceUnavailable)]
    public async Task A_front_end_serves_what_needs_no_silo(string path, HttpStatusCode status)
    {
        using var answer = await frontend.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}
