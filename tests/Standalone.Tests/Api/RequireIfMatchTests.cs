using System.Net;
using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

public sealed class RequireIfMatchTests(RequireIfMatchTests.Host host) : IClassFixture<RequireIfMatchTests.Host>
{
    [Fact]
    public async Task A_change_without_a_condition_is_refused()
    {
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());

        await host.Api.PatchProductAsync(id, new PatchProductRequest()).IsRefusedAsync(HttpStatusCode.PreconditionRequired, "revision-required", "If-Match");
        await host.Api.DeleteProductAsync(id).IsRefusedAsync(HttpStatusCode.PreconditionRequired, "revision-required", "If-Match");
        await host.Api.DeleteProductAsync(id, ifMatch: "\"1\"");
    }

    public sealed class Host : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Api:RequireIfMatch=true"];
    }
}
