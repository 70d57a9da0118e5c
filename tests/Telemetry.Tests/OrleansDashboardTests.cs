namespace Products.Telemetry.Tests;

/// <summary>Who may see it is tested with Standalone; here it is a front end's, which has no grains.</summary>
public sealed class OrleansDashboardTests(WatchedCluster watched)
{
    [Fact]
    public async Task The_dashboard_of_a_front_end_shows_the_silos_and_their_grains()
    {
        var counters = await Until.TrueAsync(() => watched.Api.GetJsonAsync("/admin/orleans/DashboardCounters"), counters => (int)counters["totalActiveHostCount"]! == 1);

        Assert.Contains("ProductGrain", counters.ToJsonString(), StringComparison.Ordinal);
    }
}
