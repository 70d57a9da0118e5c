using System.Net;
using Products.Client;

namespace Products.Standalone.Tests.Api;

public sealed class UserTests(ApiHost host)
{
    [Fact]
    public async Task A_user_is_created_and_read_at_its_location()
    {
        var created = await host.Api.CreateUserAsync(new CreateUserRequest { Name = "Ada" });
        var read = (await host.Api.GetUserAsync(created.Result.Id)).Result;

        Assert.Equal(created.Result, read);
        Assert.Equal((201, "Ada", $"/users/{read.Id}"), (created.StatusCode, read.Name, created.Location));
    }

    [Fact]
    public async Task An_unknown_user_is_not_found() =>
        await host.Api.GetUserAsync(Guid.NewGuid()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
}
