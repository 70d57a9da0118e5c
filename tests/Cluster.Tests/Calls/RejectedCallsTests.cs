using System.Reflection;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Products;
using Products.Hosting.Cluster;

namespace Products.Cluster.Tests.Calls;

public sealed class RejectedCallsTests
{
    private static readonly MethodInfo Get = typeof(IProductGrain).GetMethod(nameof(IProductGrain.ReadAsync))!;
    private static readonly MethodInfo Edit = typeof(IProductGrain).GetMethod(nameof(IProductGrain.EditAsync))!;
    private static readonly MethodInfo Foreign = typeof(IManagementGrain).GetMethods()[0];

    private static readonly Exception Rejection = (Exception)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), BindingFlags.NonPublic | BindingFlags.Instance, null, ["Forwarding failed."], null)!;

    [Fact]
    public void A_call_that_no_grain_has_seen_is_sent_again()
    {
        Assert.True(RejectedCalls.MayRepeat(Rejection, Edit));
        Assert.True(RejectedCalls.MayRepeat(new Orleans.Runtime.Messaging.ConnectionFailedException("Refused."), Edit));
        Assert.True(RejectedCalls.MayRepeat(new SiloUnavailableException("Silo 'S127.0.0.1:11111:1' is shutting down."), Edit));
    }

    [Fact]
    public void A_call_that_may_have_run_is_sent_again_only_if_that_is_safe()
    {
        Exception[] failures =
        [
            new SiloUnavailableException(), new SiloUnavailableException("The local Orleans host is shutting down."),
            new TimeoutException(), new GrainUnreachableException("Gone."),
        ];
        foreach (var failure in failures)
        {
            Assert.False(RejectedCalls.MayRepeat(failure, Edit));
            Assert.True(RejectedCalls.MayRepeat(failure, Get));
        }
    }

    [Fact]
    public void What_the_grain_itself_throws_is_its_answer() => Assert.False(RejectedCalls.MayRepeat(new InvalidOperationException(), Get));

    [Fact]
    public void Calls_of_Orleans_itself_are_let_alone() => Assert.False(RejectedCalls.MayRepeat(Rejection, Foreign));
}
