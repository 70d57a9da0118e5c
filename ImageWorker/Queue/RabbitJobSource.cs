using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Products.Hosting.RabbitMq;
using Products.ImageWorker.Jobs;

namespace Products.ImageWorker.Queue;

/// <summary>Jobs from RabbitMQ, and now and then a suspect, which runs alone.</summary>
/// <remarks>
/// The connection stays after the last job was handed out, because those in work still have to be ended; it is closed
/// with this object. For one worker at a time.
/// </remarks>
internal sealed class RabbitJobSource(
    Broker broker, JobTopology topology, IOptions<ImageQueueOptions> queue, IOptions<ImageOptions> images, TimeProvider time)
    : IImageJobSource, IAsyncDisposable
{
    private static readonly TimeSpan SuspectInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _news = new(0);
    private readonly CancellationTokenSource _closing = new();
    private Task? _connection;
    private volatile JobSession? _session;
    private volatile bool _taking;
    private int _inFlight;
    private long _lookedAt;

    private ushort Prefetch => (ushort)(queue.Value.Prefetch ?? images.Value.Concurrency + 1);

    public async IAsyncEnumerable<ImageDelivery> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _taking = true;
        if (_session is { IsStopped: true } stopped)
        {
            stopped.End("Taken up again.");
        }

        _connection ??= broker.RunAsync("taking image jobs", WorkAsync, _closing.Token);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (_session is { IsLost: false } session && await NextAsync(session, cancellationToken) is { } next)
                {
                    yield return Hand(next.Job, session);
                    await WhileAloneAsync(next.IsSuspect, cancellationToken);
                }
                else
                {
                    await WaitForNewsAsync(cancellationToken);
                }
            }
        }
        finally
        {
            _taking = false;
            await GiveBackAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_connection is not null)
        {
            await _connection;
        }

        _closing.Dispose(); // but not the news: a job that ends late still tells them
    }

    private async Task WorkAsync(BrokerSession connection)
    {
        var session = new JobSession(connection, topology, await connection.OpenChannelAsync(Prefetch), Tell);
        if (_taking)
        {
            await session.StartConsumingAsync();
        }

        _session = session;
        Tell();
        if (!_taking)
        {
            await session.StopConsumingAsync(); // told to stop in between
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(connection.Lost, _closing.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _session = null;
    }

    /// <summary>A suspect, once nothing is in flight; else a job.</summary>
    /// <returns>Null when there is neither, or the connection is lost.</returns>
    private async Task<(HeldJob Job, bool IsSuspect)?> NextAsync(JobSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (IsTimeToLook(session) && await session.AnySuspectAsync(cancellationToken))
            {
                await WhileAloneAsync(true, cancellationToken);
                if (!cancellationToken.IsCancellationRequested && await session.TakeSuspectAsync() is { } suspect)
                {
                    return (suspect, true);
                }
            }
        }
        catch (Exception failure)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                session.End(failure.Message); // what cannot be asked is thrown away; the broker says why
            }

            return null;
        }

        return session.TryTake(out var job) ? (job, false) : null;
    }

    private bool IsTimeToLook(JobSession session)
    {
        if (!session.HasMovedSuspect && _lookedAt != 0 && time.GetElapsedTime(_lookedAt) < SuspectInterval)
        {
            return false;
        }

        _lookedAt = time.GetTimestamp();
        return true;
    }

    private RabbitDelivery Hand(HeldJob held, JobSession session)
    {
        Interlocked.Increment(ref _inFlight);
        return new RabbitDelivery(held, session, topology, queue.Value.RepublishAfter, time, Ended)
        {
            Job = held.Message.Job,
            History = held.Message.History,
            TraceParent = held.Message.TraceParent,
            Broker = MessageSpans.Broker,
        };
    }

    private async Task WhileAloneAsync(bool isSuspect, CancellationToken cancellationToken)
    {
        while (isSuspect && Volatile.Read(ref _inFlight) > 0 && !cancellationToken.IsCancellationRequested)
        {
            await _news.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitForNewsAsync(CancellationToken cancellationToken)
    {
        await ((Task)_news.WaitAsync(SuspectInterval, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_news.Wait(0, CancellationToken.None))
        {
            // One look answers all the news there was.
        }
    }

    private async Task GiveBackAsync()
    {
        if (_session is { IsLost: false } session)
        {
            try
            {
                await session.StopConsumingAsync();
            }
            catch (Exception) when (session.IsLost)
            {
                // The broker has taken it all back by itself.
            }
        }
    }

    private void Ended()
    {
        Interlocked.Decrement(ref _inFlight);
        Tell();
    }

    private void Tell() => _news.Release();
}
