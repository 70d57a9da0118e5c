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

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u3164")]
    public async Task A_name_that_shows_nothing_is_refused(string name)
    {
        await host.Api.CreateUserAsync(new CreateUserRequest { Name = name }).IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "name");
        var user = await host.Api.CreateUserAsync();
        await host.Api.CreateProductAsync(ApiCalls.Lamp(user) with { ProductName = name }).IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "product_name");
        await host.Api.PatchProductAsync(await host.Api.CreateProductAsync(user), new PatchProductRequest { ProductName = name })
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "product_name");
    }

    [Fact]
    public async Task An_unknown_user_is_not_found() =>
        await host.Api.GetUserAsync(Guid.NewGuid()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
}
