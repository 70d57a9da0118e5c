using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Products.Hosting.RabbitMq;

/// <summary>One connection to RabbitMQ, from its first word to its loss. Safe for concurrent use.</summary>
public sealed class BrokerSession(IConnection connection, TimeSpan publishTimeout) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _lost = new();
    private IChannel _publishing = null!;
    private string? _reason;

    /// <summary>Cancelled when the connection has ended, or is not fit for use any more.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsLost => _lost.IsCancellationRequested;

    /// <summary>Why it was lost.</summary>
    public string? Reason => _reason;

    internal async Task OpenAsync(JobTopology topology, CancellationToken cancellationToken)
    {
        connection.ConnectionShutdownAsync += OnShutdownAsync;

        // All arguments, because those left out are not what they are without options. The limiter is the caller's business.
        _publishing = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: null,
                consumerDispatchConcurrency: 1),
            cancellationToken);
        _publishing.ChannelShutdownAsync += OnShutdownAsync;
        await topology.DeclareAsync(_publishing, cancellationToken);
    }

    /// <summary>Opens a channel to consume from. When it is closed, the session is lost.</summary>
    public async Task<IChannel> OpenChannelAsync(ushort prefetch)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: false,
            publisherConfirmationTrackingEnabled: false,
            outstandingPublisherConfirmationsRateLimiter: null,
            consumerDispatchConcurrency: 1));
        channel.ChannelShutdownAsync += OnShutdownAsync;
        await channel.BasicQosAsync(prefetchSize: 0, prefetch, global: false);
        return channel;
    }

    /// <summary>How many messages wait in a queue, and how many consumers it has.</summary>
    /// <remarks>On a channel of its own, which the broker closes when there is no such queue.</remarks>
    public async Task<QueueDeclareOk> LookAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
    }

    /// <inheritdoc cref="PublishAsync(string, string, BasicProperties, ReadOnlyMemory{byte})"/>
    public Task PublishAsync(string exchange, string key, JobMessage message) => MessageSpans.PublishAsync(exchange.Length > 0 ? exchange : key, message,
        sent => PublishAsync(exchange, key, sent.ToProperties(), sent.ToBody()));

    /// <summary>Returns when the broker has confirmed the message.</summary>
    /// <exception cref="PublishException">The broker refused it, as a full queue does, or no queue takes it; the latter ends the session.</exception>
    /// <exception cref="TimeoutException">There was no answer in time; the session is lost.</exception>
    public async Task PublishAsync(string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token);
        limit.CancelAfter(publishTimeout);
        try
        {
            await _publishing.BasicPublishAsync(exchange, key, mandatory: true, properties, body, limit.Token);
        }
        catch (PublishException refused) when (!refused.IsReturn)
        {
            throw;
        }
        catch (OperationCanceledException) when (!IsLost)
        {
            End($"A message was not confirmed within {publishTimeout}.");
            throw new TimeoutException(_reason);
        }
        catch (Exception failure)
        {
            End(failure.Message);
            throw;
        }
    }

    /// <summary>Declares the session unfit: whoever works on it gives it up.</summary>
    public void End(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _lost.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        connection.ConnectionShutdownAsync -= OnShutdownAsync;
        End("Closed.");
        await connection.CloseAsync(Constants.ReplySuccess, "Goodbye", CloseTimeout, abort: true, CancellationToken.None);
        await connection.DisposeAsync();
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs shutdown)
    {
        End(shutdown.ReplyText);
        return Task.CompletedTask;
    }
}
