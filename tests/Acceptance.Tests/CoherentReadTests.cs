using System.Net;
using Products.Servers.Cluster;

namespace Products.Acceptance.Tests;

/// <summary>A read that starts after a change was acknowledged shows that change or a later one, from every front end, whoever is paused, cut off or gone.</summary>
public sealed class CoherentReadTests(Acceptance acceptance)
{
    /// <summary>A lease, a quarter of it in which an answer is waited for, and what a busy machine takes.</summary>
    private static readonly TimeSpan LongestChange = (FailureDetection.Lease * 1.25) + TimeSpan.FromSeconds(2.5);

    /// <summary>Less than the quarter of a lease for which the word of a front end that keeps the product is waited for: so it did keep it.</summary>
    private static readonly TimeSpan ShortestWait = FailureDetection.Lease * 0.2;

    private ProductsProcess One => acceptance.Cluster.Frontends[0];

    private ProductsProcess Two => acceptance.Cluster.Frontends[1];

    [Fact]
    public async Task Each_change_through_one_front_end_shows_through_another_that_keeps_the_product()
    {
        var product = await HeldAsync();
        for (var changes = 0; changes < 200; changes++)
        {
            await product.ChangeAsync(One);
            await product.ReadAsync(Two);
        }
    }

    [Fact]
    public async Task A_product_that_was_deleted_through_one_front_end_is_shown_by_no_other()
    {
        var product = await HeldAsync();
        await One.Api.DeleteProductAsync(product.Id);

        foreach (var frontend in new[] { One, Two })
        {
            await frontend.Api.GetProductAsync(product.Id).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task A_front_end_that_is_paused_delays_one_change_by_no_more_than_a_lease_and_shows_none_from_before_when_it_wakes()
    {
        var product = await HeldAsync();
        Two.Process.Pause();
        try
        {
            Assert.InRange(await product.ChangeAsync(One), ShortestWait, LongestChange);
            for (var changes = 0; changes < 20; changes++)
            {
                await product.ChangeAsync(One);
            }
        }
        finally
        {
            Two.Process.Resume();
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => product.ReadAsync(Two)));
        await acceptance.ReadyAsync();
    }

    [Fact]
    public async Task A_silo_that_is_paused_until_others_took_its_products_over_shows_nothing_from_before_when_it_wakes()
    {
        var products = new[] { await HeldAsync(), await HeldAsync(), await HeldAsync() };
        var silo = await HomeOfAsync(products[0]);
        var restarts = silo.Process.Restarts;
        var paused = TimeProvider.System.GetTimestamp();
        silo.Process.Pause();
        try
        {
            await Task.WhenAll(products.Select(product => Until.TrueAsync(() => product.TryChangeAsync(One), changed => changed, seconds: 90)));
        }
        finally
        {
            silo.Process.Resume();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"changed elsewhere {TimeProvider.System.GetElapsedTime(paused)} after the silo was paused");
        await Until.TrueAsync(async () =>
        {
            await Task.WhenAll(products.SelectMany(product => new[] { product.ReadAsync(One), product.ReadAsync(Two) }));
            return silo.Process.Restarts;
        }, seen => seen > restarts, Scale.RecoverySeconds);
        await acceptance.ReadyAsync();
        await Task.WhenAll(products.Select(product => product.ReadAsync(Two)));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("paused")]
    public async Task Reads_and_changes_go_on_and_agree_while_the_membership_Redis_is(string state)
    {
        var redis = acceptance.Cluster.Servers.Membership;
        var product = await HeldAsync();
        await (state == "paused" ? PauseAsync() : redis.StopAsync());
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < FailureDetection.Lease * 3.5)
        {
            await product.ChangeAsync(One);
            await Task.WhenAll(product.ReadAsync(One), product.ReadAsync(Two));
        }

        await (state == "paused" ? ResumeAsync() : redis.StartAgainAsync());
        await acceptance.ReadyAsync();
        await product.ChangeAsync(Two);
        await product.ReadAsync(One);

        Task PauseAsync()
        {
            redis.Pause();
            return Task.CompletedTask;
        }

        Task ResumeAsync()
        {
            redis.Resume();
            return Task.CompletedTask;
        }
    }

    /// <summary>A product that nobody keeps is changed beside each, so that a busy machine delays both. Sessions that are left to run out delayed one of them by 1.3 to 1.8 s.</summary>
    [Fact]
    public async Task A_front_end_that_stops_delays_no_change()
    {
        var third = await acceptance.Cluster.AddFrontendAsync();
        var pairs = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (Held: await HeldAsync(third), Free: await HeldProduct.CreateAsync(One.Api))));
        var stopped = acceptance.Cluster.RemoveAsync(third);
        foreach (var (held, free) in pairs)
        {
            var took = await Task.WhenAll(held.ChangeAsync(One), free.ChangeAsync(One));
            Assert.InRange(took[0] - took[1], TimeSpan.MinValue, TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(100)); // some are to come before it ends its sessions, some after
        }

        Assert.Equal(0, await stopped);
    }

    private async Task<ProductsProcess> HomeOfAsync(HeldProduct product)
    {
        await using var view = await ClusterView.ConnectAsync(acceptance.Cluster);
        var key = product.Id.ToString("N");
        var home = (await view.ActivationsAsync()).Single(activation => activation.Grain.Key.ToString() == key && activation.Grain.Type.ToString() == "product").Silo;
        return acceptance.Cluster.Silos.Single(silo => SocketOwner.Is(silo.Process.Id, home.Endpoint.Port));
    }

    private async Task<HeldProduct> HeldAsync(ProductsProcess? frontend = null)
    {
        var product = await HeldProduct.CreateAsync(One.Api);
        await product.HoldAsync(frontend ?? Two);
        return product;
    }
}
