using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Products.Servers.Cluster;
using Products.Standalone.Tests.Hosts;

namespace Products.Acceptance.Tests;

/// <summary>No front end shows what is older than an acknowledged change.</summary>
public sealed class ReadTests(Acceptance acceptance)
{
    /// <summary>Of <c>Reads:SessionLease</c>.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>What a busy machine may add.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private HttpClient First => acceptance.Cluster.Frontends[0].Client;

    private HttpClient Second => acceptance.Cluster.Frontends[1].Client;

    [Fact]
    public async Task A_change_through_one_front_end_shows_at_once_through_another_that_holds_the_product()
    {
        var product = await CreateAsync();
        for (var change = 0; change < 100; change++)
        {
            await RevisionAsync(Second, product);
            var acknowledged = await ChangeAsync(First, product);

            Assert.Equal(acknowledged, await RevisionAsync(Second, product));
        }
    }

    [Fact]
    public async Task A_front_end_that_is_paused_delays_a_change_by_a_lease_and_shows_nothing_old_when_it_wakes_up()
    {
        var product = await CreateAsync();
        await HoldAsync(Second, product);
        var paused = acceptance.Cluster.Frontends[1].Process;
        paused.Pause();
        try
        {
            var began = Stopwatch.GetTimestamp();
            await ChangeAsync(First, product);
            var took = Stopwatch.GetElapsedTime(began);
            Assert.True(took < Lease + Slack, $"The change took {took}.");
            TestContext.Current.TestOutputHelper?.WriteLine($"a change took {took} while a front end was paused");
        }
        finally
        {
            paused.Resume();
        }

        Assert.Equal(2, await RevisionAsync(Second, product));
    }

    [Fact]
    public async Task A_silo_that_is_paused_until_others_have_taken_over_shows_nothing_old_when_it_wakes_up()
    {
        var (product, silo) = await CreateOnAsync(acceptance.Cluster.Silos[1]);
        await HoldAsync(First, product);
        await HoldAsync(Second, product);
        silo.Process.Pause();
        long acknowledged;
        try
        {
            acknowledged = await ChangeAsync(First, product, seconds: 60);
        }
        finally
        {
            silo.Process.Resume();
        }

        for (var read = 0; read < 20; read++)
        {
            Assert.InRange(await RevisionAsync(read % 2 == 0 ? First : Second, product), acknowledged, long.MaxValue);
        }

        await acceptance.ReadyAsync();
    }

    [Fact]
    public async Task Reads_and_changes_go_on_while_the_membership_Redis_is_away_for_longer_than_a_lease()
    {
        var product = await CreateAsync();
        await HoldAsync(Second, product);
        var redis = acceptance.Cluster.Servers.Membership.Process;
        redis.Pause();
        try
        {
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < Lease * 4)
            {
                var acknowledged = await ChangeAsync(First, product);
                Assert.Equal(acknowledged, await RevisionAsync(Second, product));
            }
        }
        finally
        {
            redis.Resume();
        }

        await acceptance.ReadyAsync();
    }

    /// <summary>Reads it until it comes from memory, which shows by nothing but the time; so for as long as a session takes to come about.</summary>
    private static async Task HoldAsync(HttpClient frontend, string product)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Lease / 4)
        {
            await RevisionAsync(frontend, product);
        }
    }

    private async Task<string> CreateAsync()
    {
        using var user = await acceptance.Api.PostAsJsonAsync("/users", new { name = "Ada" });
        using var created = await acceptance.Api.PostAsJsonAsync("/products", new
        {
            user_id = (string)JsonNode.Parse(await user.Content.ReadAsStringAsync())!["id"]!,
            product_name = "Lamp",
            product_description = "Bright",
            product_price = 1,
            product_images = Array.Empty<string>(),
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return created.Headers.Location!.OriginalString;
    }

    /// <summary>Creates products until one is active on this silo.</summary>
    private async Task<(string Product, ProductsProcess Silo)> CreateOnAsync(ProductsProcess silo)
    {
        await using var cluster = await ClusterView.ConnectAsync(acceptance.Cluster);
        return await Until.TrueAsync(
            async () =>
            {
                var product = await CreateAsync();
                var id = Guid.Parse(product.Split('/')[^1]);
                var activation = (await cluster.ActivationsAsync()).Single(one => one.Grain.TryGetGuidKey(out var key, out _) && key == id);
                return (product, acceptance.Cluster.Silos.Single(one => PortOf(one) == activation.Silo.Endpoint.Port));
            },
            created => created.Item2 == silo);
    }

    private static int PortOf(ProductsProcess silo) => int.Parse(silo.Setting("Cluster:SiloPort"), CultureInfo.InvariantCulture);

    /// <returns>The acknowledged revision.</returns>
    private static async Task<long> ChangeAsync(HttpClient frontend, string product, int seconds = 30) => await Until.TrueAsync(
        async () =>
        {
            using var changed = await frontend.PatchAsJsonAsync(product, new { product_price = Random.Shared.Next(1, 1000) });
            return changed.StatusCode == HttpStatusCode.OK ? RevisionOf(changed) : 0;
        },
        revision => revision > 0,
        seconds);

    private static async Task<long> RevisionAsync(HttpClient frontend, string product)
    {
        using var read = await frontend.GetAsync(product);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        return RevisionOf(read);
    }

    private static long RevisionOf(HttpResponseMessage answer) => long.Parse(answer.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture);
}
