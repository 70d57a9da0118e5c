using System.Diagnostics;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;

namespace Products.Hosting.Cluster;

/// <summary>Sends a call again that no grain has seen, or that may be repeated, so that silos can come and go unnoticed.</summary>
/// <remarks>Pauses grow from 20 ms to a second; after <c>Cluster:RetryLimit</c> the failure is the caller's.</remarks>
public sealed class RetryOfRejectedCalls(ClusterState cluster, IOptions<MembershipOptions> options) : IOutgoingGrainCallFilter
{
    private readonly TimeSpan _limit = options.Value.RetryLimit;

    public Task Invoke(IOutgoingGrainCallContext context) =>
        !RejectedCalls.IsOurs(context.InterfaceMethod) ? context.Invoke()
        : cluster.IsStarted ? SendAsync(context)
        : SendOnceConnectedAsync(context);

    private async Task SendOnceConnectedAsync(IOutgoingGrainCallContext context)
    {
        try
        {
            await cluster.Started.WaitAsync(_limit, context.Request.GetCancellationToken());
        }
        catch (TimeoutException)
        {
            throw new SiloUnavailableException("This process has found no silo yet.");
        }

        await SendAsync(context);
    }

    private async Task SendAsync(IOutgoingGrainCallContext context)
    {
        var began = Stopwatch.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception failure) when (Stopwatch.GetElapsedTime(began) + pause < _limit && RejectedCalls.MayRepeat(failure, context.InterfaceMethod))
            {
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), context.Request.GetCancellationToken());
                FreshProductId.Forget();
                pause = pause * 2 < TimeSpan.FromSeconds(1) ? pause * 2 : TimeSpan.FromSeconds(1);
            }
        }
    }
}
