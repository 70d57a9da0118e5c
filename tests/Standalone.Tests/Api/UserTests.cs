using System.Net;

namespace Products.Standalone.Tests.Api;

public sealed class UserTests(ApiHost host)
{
    [Fact]
    public async Task A_user_is_created_and_read_at_its_location()
    {
        var created = (await host.Client.SendJsonAsync("POST", "/users", new { name = "Ada" })).Is(HttpStatusCode.Created);
        var read = (await host.Client.SendAsync("GET", created.Headers.Location!.ToString())).Is(HttpStatusCode.OK);

        Assert.Equal(created.Text, read.Text);
        Assert.Equal("Ada", (string?)read.Json["name"]);
    }

    [Fact]
    public async Task An_unknown_user_is_not_found() =>
        (await host.Client.SendAsync("GET", $"/users/{Guid.NewGuid()}")).IsProblem(HttpStatusCode.NotFound, "not-found");
}
