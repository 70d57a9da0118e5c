using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Products.Hosting.RabbitMq;

/// <summary>Keeps connections to RabbitMQ: whatever is wrong with one, it is thrown away, and a new one is built.</summary>
public sealed partial class Broker(IOptions<RabbitMqOptions> options, JobTopology topology, TimeProvider time, ILogger<Broker> logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, BrokerSession?> _sessions = new();

    /// <summary>One of the sessions of this process, when all are connected; else null.</summary>
    public BrokerSession? Session => _sessions.Values.All(session => session is { IsLost: false }) ? _sessions.Values.FirstOrDefault() : null;

    /// <summary>Runs <paramref name="work"/> on a connection, again on a new one when that is lost, until it returns or the token is cancelled.</summary>
    /// <param name="name">What the connection is for; the broker shows it.</param>
    /// <param name="work">Ends soon after the session is lost. The topology is declared when it begins.</param>
    /// <param name="stop">Ends it all.</param>
    public async Task RunAsync(string name, Func<BrokerSession, Task> work, CancellationToken stop)
    {
        var pause = ShortestPause;
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            if (await RunOnceAsync(name, work, stop))
            {
                return;
            }

            pause = Stopwatch.GetElapsedTime(started) > LongestPause ? ShortestPause : pause;
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>Whether the work came to its end; false when the connection did.</returns>
    private async Task<bool> RunOnceAsync(string name, Func<BrokerSession, Task> work, CancellationToken stop)
    {
        _sessions[name] = null;
        BrokerSession? session = null;
        try
        {
            session = await ConnectAsync(name, stop);
            _sessions[name] = session;
            LogConnected(name);
            await work(session);
            if (!session.IsLost)
            {
                return true;
            }

            LogLost(name, session.Reason);
        }
        catch (Exception failure)
        {
            if (!stop.IsCancellationRequested)
            {
                LogFailed(name, session?.Reason ?? Describe(failure));
            }
        }
        finally
        {
            _sessions[name] = null;
            if (session is not null)
            {
                await session.DisposeAsync();
            }
        }

        return false;
    }

    private async Task<BrokerSession> ConnectAsync(string name, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(2 * options.Value.ConnectTimeout);
        var connection = await options.Value.ToFactory().CreateConnectionAsync(name, limit.Token);
        var session = new BrokerSession(connection, options.Value.PublishTimeout);
        try
        {
            await session.OpenAsync(topology, limit.Token);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The client wraps the reason; its own texts name the host, never the password.</summary>
    private static string Describe(Exception failure) => failure.GetBaseException().Message;

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to RabbitMQ for {Purpose}")]
    private partial void LogConnected(string purpose);

    [LoggerMessage(Level = LogLevel.Warning, Message = "RabbitMQ is lost for {Purpose}: {Reason}")]
    private partial void LogLost(string purpose, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "RabbitMQ cannot be used for {Purpose}: {Reason}")]
    private partial void LogFailed(string purpose, string reason);
}
