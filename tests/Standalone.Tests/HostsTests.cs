using System.Net;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests;

public sealed class HostsTests
{
    [Fact]
    public async Task A_host_that_ends_does_not_silence_one_that_starts_in_the_same_process()
    {
        var other = new TestHost();
        await other.InitializeAsync();
        await using var host = new StartedMeanwhile(other);
        await host.InitializeAsync();

        var answer = await host.Client.SendAsync("GET", "/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Null(answer.Flaw());
    }

    /// <summary>Another host ends between the building of this one and its start.</summary>
    private sealed class StartedMeanwhile(TestHost other) : TestHost
    {
        protected override Task BuiltAsync() => other.DisposeAsync().AsTask();
    }
}
