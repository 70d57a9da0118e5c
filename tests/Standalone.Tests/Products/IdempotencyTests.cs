using System.Net;
using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Products;

public sealed class IdempotencyTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Sixteen_clients_with_one_key_at_the_same_moment_create_one_product()
    {
        var user = await host.Api.CreateUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CreateAsync(user, "one-key", "Lamp")));

        Assert.All(answers, answer => Assert.Equal(201, answer.StatusCode));
        Assert.Single(answers, answer => !answer.IsReplay);
        Assert.All(answers, answer => Assert.Equivalent(answers[0].Result, answer.Result, strict: true));
        Assert.Equal(answers[0].Result.Id, (await host.Api.ListProductsAsync(user)).Result.Items.Single().Id);
    }

    [Fact]
    public async Task A_replay_is_answered_as_the_first_time_even_after_a_change()
    {
        var user = await host.Api.CreateUserAsync();
        var first = await CreateAsync(user, "changed", "Lamp");
        await host.Api.PatchProductAsync(first.Result.Id, new PatchProductRequest { ProductName = "Lantern" });

        var replay = await CreateAsync(user, "changed", "Lamp");

        Assert.Equivalent(first.Result, replay.Result, strict: true);
        Assert.Equal((first.ETag, first.Location), (replay.ETag, replay.Location));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var user = await host.Api.CreateUserAsync();
        await CreateAsync(user, "twice", "Lamp");
        await CreateAsync(user, "twice", "Lantern").IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    private Task<ApiResponse<Product>> CreateAsync(Guid user, string key, string name) =>
        host.Api.CreateProductAsync(ApiCalls.Lamp(user) with { ProductName = name }, key);
}
