using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>What a listener is sent: first what it has missed, then what comes. Numbers ascend, and no change that it wants is left out.</summary>
/// <remarks>
/// A stream may end at any time. Whoever comes back with the number of the last event, here or elsewhere, misses nothing. The first event
/// comes at once, because the server sends no headers before.
/// </remarks>
internal sealed partial class EventStreams(
    Listeners listeners, ChangeNotices notices, EventFigures figures, IGrainFactory grains, IOptions<EventOptions> options, TimeProvider time, ILogger<EventStreams> logger)
{
    private const int PageSize = 250;

    /// <summary>For the first look into the feed after it has come.</summary>
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(5);

    /// <summary>Of a stream with a token, however long that lives: a timer does not count 50 days.</summary>
    private static readonly TimeSpan LongestStream = TimeSpan.FromDays(1);

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
    /// <param name="after">What it has seen; a number that there is not yet, as after a restore of the database, counts as none.</param>
    /// <param name="gone">The client has gone.</param>
    public async IAsyncEnumerable<SseItem<string>> OfProduct(
        Listener listener, ProductEvent latest, long? after, [EnumeratorCancellation] CancellationToken gone)
    {
        var first = ChangeMessage.Of(latest);
        var hasSeen = after >= first.ChangeSeq && after <= Math.Max(first.ChangeSeq, await listener.Joined);
        yield return hasSeen ? ChangeMessage.Heartbeat(after!.Value) : Send(first);
        if (!first.IsLast)
        {
            await foreach (var item in FollowAsync(listener, first.ChangeSeq, gone))
            {
                yield return item;
            }
        }
    }

    /// <param name="listener">Has joined.</param>
    /// <param name="user">The owner.</param>
    /// <param name="after">What it has seen; null, or a number that there is not yet, starts with what comes.</param>
    /// <param name="gone">The client has gone.</param>
    public async IAsyncEnumerable<SseItem<string>> OfUser(Listener listener, Guid user, long? after, [EnumeratorCancellation] CancellationToken gone)
    {
        var joined = await listener.Joined;
        var seen = after <= joined ? after.Value : joined;
        yield return after <= joined ? ChangeMessage.Heartbeat(seen) : ChangeMessage.Start(seen);
        for (var end = false; !end && seen < joined;)
        {
            if (listener.HasEnded || await TryReadAsync(seen, user, gone) is not { } page)
            {
                yield break;
            }

            foreach (var change in page.Items)
            {
                yield return Send(ChangeMessage.Of(change));
            }

            (end, seen) = (page.Next == seen, page.Next);
            yield return ChangeMessage.Heartbeat(seen); // so that one who is broken off goes on from here
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
                    yield return Send(message);
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

    /// <returns>Null when it cannot be read: the answer has begun, and so the stream can only end.</returns>
    private async Task<ChangePage?> TryReadAsync(long after, Guid user, CancellationToken gone)
    {
        try
        {
            var query = new ChangeQuery { After = after, Limit = PageSize, Interest = ChangeInterest.OfUser(user) };
            return await grains.GetGrain<IChangeFeedGrain>(0).ReadAsync(query, gone);
        }
        catch (Exception failure) when (!gone.IsCancellationRequested)
        {
            LogEnded(failure.Message);
            return null;
        }
    }

    private SseItem<string> Send(ChangeMessage message)
    {
        figures.Sent();
        return message.ToItem();
    }

    /// <summary>Nobody listens for longer than the token allows.</summary>
    private void EndWithToken(Listener listener, HttpContext context)
    {
        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } end)
        {
            var left = end - time.GetUtcNow();
            left = left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestStream ? left : LongestStream;
            context.Response.RegisterForDispose(time.CreateTimer(_ => listener.End(), null, left, Timeout.InfiniteTimeSpan));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A stream of events has ended, because what was missed could not be read: {Reason}")]
    private partial void LogEnded(string reason);

    private sealed class Leave(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
