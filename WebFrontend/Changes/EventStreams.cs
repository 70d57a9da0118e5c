using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>What a listener is sent: first what it has missed, then what comes. Numbers ascend, and no change that it wants is left out.</summary>
/// <remarks>A stream may end at any time. Whoever comes back with the number of the last event, here or elsewhere, misses nothing.</remarks>
internal sealed class EventStreams(Listeners listeners, ChangeNotices notices, IGrainFactory grains, IOptions<EventOptions> options, TimeProvider time)
{
    private const int PageSize = 1000;

    /// <summary>For the first look into the feed after it has come.</summary>
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(5);

    /// <returns>False when there are too many already. The listener leaves with its request.</returns>
    /// <exception cref="TimeoutException">The feed cannot be read.</exception>
    public async Task<bool> TryJoinAsync(Listener listener, HttpContext context)
    {
        if (!listeners.TryAdd(listener))
        {
            return false;
        }

        context.Response.RegisterForDispose(new Leave(() => listeners.Remove(listener)));
        notices.Wake();
        await listener.Joined.WaitAsync(JoinLimit, time, context.RequestAborted);
        EndWithToken(listener, context);
        return true;
    }

    /// <param name="listener">Has joined.</param>
    /// <param name="latest">What was found after that.</param>
    /// <param name="after">What it has seen.</param>
    /// <param name="gone">The client has gone.</param>
    public async IAsyncEnumerable<SseItem<string>> OfProduct(
        Listener listener, ProductEvent latest, long? after, [EnumeratorCancellation] CancellationToken gone)
    {
        var first = ChangeMessage.Of(latest);
        if (first.ChangeSeq > (after ?? -1))
        {
            yield return first.ToItem();
        }

        if (!first.IsLast)
        {
            await foreach (var item in FollowAsync(listener, Math.Max(first.ChangeSeq, after ?? 0), gone))
            {
                yield return item;
            }
        }
    }

    /// <param name="listener">Has joined.</param>
    /// <param name="user">The owner.</param>
    /// <param name="after">What it has seen; null starts with what comes.</param>
    /// <param name="gone">The client has gone.</param>
    public async IAsyncEnumerable<SseItem<string>> OfUser(Listener listener, Guid user, long? after, [EnumeratorCancellation] CancellationToken gone)
    {
        var joined = await listener.Joined;
        var seen = after ?? joined;
        if (after is null)
        {
            yield return ChangeMessage.Start(joined);
        }

        for (var end = false; !end && seen < joined;)
        {
            var page = await grains.GetGrain<IChangeFeedGrain>(0).ReadAsync(
                new ChangeQuery { After = seen, Limit = PageSize, Interest = ChangeInterest.OfUser(user) }, gone);
            foreach (var change in page.Items)
            {
                yield return ChangeMessage.Of(change).ToItem();
            }

            (end, seen) = (page.Next == seen, page.Next);
        }

        await foreach (var item in FollowAsync(listener, Math.Max(seen, joined), gone))
        {
            yield return item;
        }
    }

    /// <summary>What the listener is given after a number, and signs of life, until its product or its time ends.</summary>
    private async IAsyncEnumerable<SseItem<string>> FollowAsync(Listener listener, long seen, [EnumeratorCancellation] CancellationToken gone)
    {
        var next = listener.Waiting.WaitToReadAsync(CancellationToken.None).AsTask();
        while (!gone.IsCancellationRequested)
        {
            var position = listeners.Position; // before the look: what is given up to here is seen by it
            while (listener.Waiting.TryRead(out var message))
            {
                if (message.ChangeSeq > seen)
                {
                    seen = message.ChangeSeq;
                    yield return message.ToItem();
                }

                if (message.IsLast && listener.Product is not null)
                {
                    yield break;
                }
            }

            await ((Task)next).WaitAsync(options.Value.Heartbeat, time, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
            {
                seen = Math.Max(seen, position);
                yield return ChangeMessage.Heartbeat(seen);
            }
            else if (await next)
            {
                next = listener.Waiting.WaitToReadAsync(CancellationToken.None).AsTask();
            }
            else
            {
                yield break;
            }
        }
    }

    /// <summary>Nobody listens for longer than the token allows.</summary>
    private void EndWithToken(Listener listener, HttpContext context)
    {
        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } end)
        {
            var left = end - time.GetUtcNow();
            context.Response.RegisterForDispose(time.CreateTimer(_ => listener.End(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        }
    }

    private sealed class Leave(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
