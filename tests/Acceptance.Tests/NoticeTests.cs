using System.Diagnostics;
using Products.Client;
using Products.Servers.Load;

namespace Products.Acceptance.Tests;

/// <summary>Silos notify front ends of changes.</summary>
public sealed class NoticeTests(Acceptance acceptance)
{
    private const int InARow = 3;

    /// <summary>What is heard of sooner than at the next look came by a notice.</summary>
    private static readonly TimeSpan Soon = Acceptance.LookInterval / 4;

    [Fact]
    public async Task Changes_are_heard_of_at_once_again_after_every_silo_was_started_anew()
    {
        var user = await acceptance.Api.CreateUserAsync();
        await using var listener = new EventListener([acceptance.Cluster.Frontends[0].Client], $"/events?user_id={user}");
        await listener.Started;
        var id = await acceptance.Api.CreateProductAsync(user);
        await HeardAtOnceAsync(listener, id);

        foreach (var silo in acceptance.Cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync());
            await silo.StartAsync();
        }

        await acceptance.ReadyAsync();
        await HeardAtOnceAsync(listener, id);
        Assert.Equal(1, listener.Connections);
    }

    private async Task HeardAtOnceAsync(EventListener listener, Guid id)
    {
        var row = 0;
        await Until.TrueAsync(async () => row = await IsHeardSoonAsync(listener, id) ? row + 1 : 0, reached => reached == InARow, seconds: 60);
    }

    private async Task<bool> IsHeardSoonAsync(EventListener listener, Guid id)
    {
        var revision = (await acceptance.Api.PatchProductAsync(id, new PatchProductRequest { ProductName = $"Lamp {Guid.NewGuid()}" })).Result.Revision;
        var changed = Stopwatch.GetTimestamp();
        await Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Any(change => change.Revision >= revision));
        return Stopwatch.GetElapsedTime(changed) < Soon;
    }
}
