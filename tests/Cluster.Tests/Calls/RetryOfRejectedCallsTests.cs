using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.Hosting.Cluster;

namespace Products.Cluster.Tests.Calls;

public sealed class RetryOfRejectedCallsTests
{
    private readonly RetryOfRejectedCalls _retry = new(ClusterState.OfSilo(), Options.Create(new MembershipOptions { RetryLimit = TimeSpan.FromMinutes(1) }));

    [Fact]
    public async Task A_call_that_is_sent_again_no_longer_says_that_its_product_cannot_be_stored_yet()
    {
        var grain = GrainId.Create("product", FreshProductId.New().ToString("N"));
        var notes = new List<bool>();

        await _retry.Invoke(new FakeCall(() =>
        {
            notes.Add(FreshProductId.IsThatOf(grain));
            return notes.Count < 3 ? Task.FromException(new SiloUnavailableException()) : Task.CompletedTask;
        }));

        Assert.Equal([true, false, false], notes);
    }
}
