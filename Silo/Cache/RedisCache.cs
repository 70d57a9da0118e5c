using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using StackExchange.Redis;

namespace Products.Silo.Cache;

/// <summary>The commands of the cache. Each has a time limit; a Redis that fails is let alone until it answers again.</summary>
/// <remarks>No method throws for what Redis does; each tells whether it worked.</remarks>
internal sealed partial class RedisCache(RedisConnection connection, IOptions<CacheOptions> options, ILogger<RedisCache> logger)
{
    /// <summary>Longer than any write to Postgres takes.</summary>
    private static readonly TimeSpan MarkTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(10);

    private const int FailuresAllowed = 3;

    private readonly CacheOptions _options = options.Value;
    private volatile RedisRun? _run;
    private int _failures;
    private int _open = options.Value.Enabled ? 0 : 1;

    /// <summary>Whether Redis failed lately, or is not to be used at all, so that it is not asked.</summary>
    public bool IsOpen => Volatile.Read(ref _open) == 1;

    /// <summary>The server that was met last.</summary>
    public RedisRun? Run => _run;

    /// <summary>Reads a key, and leaves the lease there when it held no value and no mark.</summary>
    public async Task<CacheRead> ReadAsync(CacheKey key, string lease) => await TryAsync(CacheScript.Read, key, [lease, Milliseconds(LeaseTime)]) switch
    {
        null => CacheRead.Failed,
        { IsNull: true } => CacheRead.Leased,
        var held => CacheRead.Of((byte[])held!),
    };

    /// <summary>Puts a value where the lease still is.</summary>
    public async Task<bool> FillAsync(CacheKey key, string lease, byte[] value) =>
        await TryAsync(CacheScript.Fill, key, [lease, value, Milliseconds(Jitter(_options.Expiry))]) is not null;

    /// <summary>Says that a write is under way.</summary>
    public Task<bool> MarkAsync(CacheKey key, string mark) => InsistAsync(CacheScript.Mark, key, [mark, Milliseconds(MarkTime)]);

    /// <summary>Puts what was written in the place of the mark or of an older value, and ends a lease.</summary>
    public Task<bool> PutAsync(CacheKey key, string mark, long version, byte[] value) =>
        InsistAsync(CacheScript.Put, key, [mark, version, value, Milliseconds(Jitter(_options.Expiry))]);

    /// <summary>Removes whatever is there, but for the mark of another writer.</summary>
    public async Task<bool> ForgetAsync(CacheKey key, string mark) => await TryAsync(CacheScript.Forget, key, [mark]) is not null;

    /// <summary>Lets Redis alone until <see cref="ProbeAsync"/> finds it well.</summary>
    public void Open()
    {
        if (Interlocked.Exchange(ref _open, 1) == 0)
        {
            LogOpened();
        }
    }

    /// <summary>Connects before the first grain needs it: connecting takes longer than a command may.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_options.Enabled)
        {
            var database = (await connection.GetAsync().WaitAsync(cancellationToken)).GetDatabase();
            _run = await RedisRun.MeetAsync(database, _run).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Asks the server who it is: it may be another than it was.</summary>
    public async Task MeetAsync()
    {
        using var limit = new CancellationTokenSource(_options.Timeout);
        try
        {
            await ConnectAsync(limit.Token);
        }
        catch (Exception failure)
        {
            Count(failure);
        }
    }

    /// <summary>Looks whether a Redis that failed is back, and takes writes.</summary>
    public async Task ProbeAsync()
    {
        if (!IsOpen || !_options.Enabled)
        {
            return;
        }

        await MeetAsync();
        if (await TryAsync(CacheScript.Mark, new CacheKey(_run, "probe"), ["W:probe", Milliseconds(LeaseTime)], evenOpen: true) is not null)
        {
            Volatile.Write(ref _open, 0);
            LogClosed();
        }
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static TimeSpan Jitter(TimeSpan time) => time * (0.9 + (0.2 * Random.Shared.NextDouble()));

    /// <summary>Twice, and whether other commands failed lately or not, because giving up has a price for all silos.</summary>
    private async Task<bool> InsistAsync(CacheScript script, CacheKey key, RedisValue[] arguments) =>
        await TryAsync(script, key, arguments, evenOpen: true) is not null || await TryAsync(script, key, arguments, evenOpen: true) is not null;

    /// <summary>
    /// Any exception is a failure of Redis: a connection that breaks in the middle of a command shows as whatever the
    /// socket or its buffer threw, and no grain's read or write may fail of that.
    /// </summary>
    /// <returns>Null when Redis did not answer in time, or not as it should.</returns>
    private async Task<RedisResult?> TryAsync(CacheScript script, CacheKey key, RedisValue[] arguments, bool evenOpen = false)
    {
        if (key.Run is not { } run || (IsOpen && !evenOpen))
        {
            return null;
        }

        try
        {
            var database = (await connection.GetAsync()).GetDatabase();
            var result = await run.EvaluateAsync(database, script, key.Name, arguments).WaitAsync(_options.Timeout);
            Volatile.Write(ref _failures, 0);
            return result;
        }
        catch (Exception failure)
        {
            Count(failure);
            return null;
        }
    }

    private void Count(Exception failure)
    {
        LogFailed(failure);
        if (RedisRun.IsOfAnother(failure))
        {
            LogStartedAgain();
            Open();
        }
        else if (Interlocked.Increment(ref _failures) >= FailuresAllowed)
        {
            Open();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A command of the cache failed")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cache does not answer; reads go to the database until it does")]
    private partial void LogOpened();

    [LoggerMessage(Level = LogLevel.Information, Message = "The cache answers again")]
    private partial void LogClosed();

    [LoggerMessage(Level = LogLevel.Information, Message = "The cache's server is not the one that it was; what it holds is not used")]
    private partial void LogStartedAgain();
}
