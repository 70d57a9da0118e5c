using System.Diagnostics;
using Products.Hosting.Cluster;
using Products.Hosting.Settings;
using StackExchange.Redis;

namespace Products.Silo.Membership;

/// <summary>Waits for the Redis with the table of silos before anything starts: Orleans asks it once, and breaks off.</summary>
internal sealed partial class MembershipStart(
    [FromKeyedServices(MembershipOptions.Section)] RedisConnection connection, TimeProvider time, ILogger<MembershipStart> logger) : IHostedLifecycleService
{
    /// <summary>Then the process ends, to be started again.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string Servers => string.Join(", ", connection.Settings.EndPoints.Select(EndPointCollection.ToString));

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var told = false;
        while (await FailureAsync() is { } failure)
        {
            if (Stopwatch.GetElapsedTime(began) >= Limit)
            {
                throw new StartFailureException($"Redis:Membership: {Servers} does not answer, or does not let this process in ({failure.GetType().Name}).", failure);
            }

            if (!told)
            {
                told = true;
                LogWaiting(Servers);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Exception?> FailureAsync()
    {
        try
        {
            await (await connection.GetAsync()).GetDatabase().PingAsync();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the Redis with the table of silos at {Servers}")]
    private partial void LogWaiting(string servers);
}
