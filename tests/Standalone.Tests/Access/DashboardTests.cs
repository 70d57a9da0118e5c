using System.Net;

namespace Products.Standalone.Tests.Access;

/// <summary>The Orleans Dashboard is there only where it is asked for, and then only for admins.</summary>
public sealed class DashboardTests(AccessHost without, DashboardHost with) : IClassFixture<AccessHost>, IClassFixture<DashboardHost>
{
    private const string Page = "/admin/orleans/";

    [Theory]
    [InlineData(Page)]
    [InlineData(Page + "DashboardCounters")]
    public async Task It_is_not_there_unless_it_is_enabled(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await without.SendAsync("GET", path, without.User(Guid.NewGuid(), "admin"))).Status);

    [Theory]
    [InlineData(Page)]
    [InlineData(Page + "index.min.js")]
    [InlineData(Page + "DashboardCounters")]
    [InlineData(Page + "GrainState")]
    public async Task It_is_for_admins(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await with.SendAsync("GET", path, token: null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await with.SendAsync("GET", path, with.User(Guid.NewGuid()))).Status);
        Assert.Equal(HttpStatusCode.OK, (await with.SendAsync("GET", path, with.User(Guid.NewGuid(), "admin"))).Status);
    }

    [Fact]
    public async Task Its_page_may_run_its_script_and_nothing_of_others()
    {
        var page = await with.SendAsync("GET", Page, with.User(Guid.NewGuid(), "admin"));

        Assert.Contains("default-src 'self'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=\"\\.?/?[\\w./-]+\")", page.Text);
    }

    [Fact]
    public async Task It_is_no_part_of_the_API() =>
        Assert.DoesNotContain("/admin/orleans", (await with.SendAsync("GET", "/openapi/v1.json", token: null)).Text, StringComparison.Ordinal);
}

/// <summary>A host with the dashboard.</summary>
public sealed class DashboardHost : AccessHost
{
    protected override IEnumerable<string> Settings => [.. base.Settings, "--Dashboard:Enabled=true"];
}
