using System.Net;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

public sealed class RequireIfMatchTests(RequireIfMatchTests.Host host) : IClassFixture<RequireIfMatchTests.Host>
{
    [Fact]
    public async Task A_change_without_a_condition_is_refused()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(await host.Client.CreateUserAsync());

        (await host.Client.SendTextAsync("PATCH", path, "{}")).IsProblem(HttpStatusCode.PreconditionRequired, "revision-required", "If-Match");
        (await host.Client.SendAsync("DELETE", path)).IsProblem(HttpStatusCode.PreconditionRequired, "revision-required", "If-Match");
        (await host.Client.SendAsync("DELETE", path, null, ("If-Match", "\"1\""))).Is(HttpStatusCode.NoContent);
    }

    public sealed class Host : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Api:RequireIfMatch=true"];
    }
}
