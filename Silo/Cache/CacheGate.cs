namespace Products.Silo.Cache;

/// <summary>Keeps an eye on the epoch, and suspends the cache for all silos when this one cannot reach their Redis, or is not to use it.</summary>
internal sealed partial class CacheGate(EpochSource source, RedisCache redis, TimeProvider time, ILogger<CacheGate> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly CachePermission _permission = new();
    private readonly Lock _lock = new();
    private Task _refresh = Task.CompletedTask;
    private Task _suspend = Task.CompletedTask;
    private TimeSpan? _renewed = redis.IsOpen ? TimeSpan.MinValue / 2 : null;
    private string _server = "";
    private bool _failing;

    public CacheMode Mode => _permission.At(Now);

    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Reads the epoch now; those who ask meanwhile share the answer.</summary>
    public Task RefreshAsync() => Share(ref _refresh, () => ObserveAsync(source.Read));

    /// <summary>Nobody uses the cache from two seconds after this, for as long as this silo cannot reach Redis.</summary>
    public Task SuspendAsync() => Share(ref _suspend, SuspendNowAsync);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await redis.ConnectAsync(limit.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            redis.Open();
        }

        await LookAsync();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await LookAsync();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync()
    {
        try
        {
            await (redis.IsOpen ? redis.ProbeAsync() : redis.MeetAsync());
            await (MustRenew() ? SuspendAsync() : RefreshAsync());
            await AgreeAsync();
            _failing = false;
        }
        catch (Exception failure)
        {
            if (!_failing)
            {
                _failing = true;
                LogUnread(failure);
            }
        }
    }

    private bool MustRenew()
    {
        if (!redis.IsOpen)
        {
            _renewed = null;
        }

        return _renewed is { } renewed && Now - renewed >= Renewal;
    }

    private async Task SuspendNowAsync()
    {
        redis.Open();
        if (Mode.State is CacheState.Usable or CacheState.Unknown)
        {
            LogSuspended();
        }

        await ObserveAsync(limit => source.Suspend(null, 0, limit));
        _renewed = Now;
    }

    /// <summary>Begins an epoch with the server that this silo has, unless that is the one of the epoch.</summary>
    private async Task AgreeAsync()
    {
        if (!redis.IsOpen && redis.Run is { } run && run.Id != _server)
        {
            LogAnotherServer();
            await ObserveAsync(limit => source.Suspend(run.Id, 0, limit));
        }
    }

    private async Task ObserveAsync(Func<CancellationToken, Task<EpochRow>> look)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        var (run, asked) = (redis.Run, Now);
        var row = await look(limit.Token);
        if (_permission.IsBehind(row, asked))
        {
            LogBehind(row.Epoch);
            row = await source.Suspend(null, _permission.Epoch + 1, limit.Token);
        }

        _permission.Observe(row, run, asked, answered: Now);
        _server = row.Server;
    }

    private Task Share(ref Task running, Func<Task> start)
    {
        lock (_lock)
        {
            return running.IsCompleted ? running = start() : running;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A write cannot be made known to the cache; no silo uses it until this one reaches it again")]
    private partial void LogSuspended();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database has forgotten the cache's latest epoch, and holds {Epoch}; the cache begins anew")]
    private partial void LogBehind(long epoch);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cache begins anew with the server that this silo meets")]
    private partial void LogAnotherServer();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cache's epoch cannot be read; the cache is not used until it can")]
    private partial void LogUnread(Exception failure);
}
