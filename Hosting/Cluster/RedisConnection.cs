using StackExchange.Redis;

namespace Products.Hosting.Cluster;

/// <summary>One connection to a Redis server, made at first use, that mends itself for as long as the process lives.</summary>
/// <remarks>A server that is away makes commands fail within their limit; it never fails the connection as such.</remarks>
public sealed class RedisConnection : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection;

    /// <param name="connectionString">See <see cref="RedisOptions"/>.</param>
    /// <param name="commandLimit">How long a command may take, unless the string says otherwise.</param>
    public RedisConnection(string connectionString, TimeSpan commandLimit)
        : this(Parse(connectionString, commandLimit), async settings => await ConnectionMultiplexer.ConnectAsync(settings))
    {
    }

    internal RedisConnection(ConfigurationOptions settings, Func<ConfigurationOptions, Task<IConnectionMultiplexer>> connect)
    {
        Settings = settings;
        _connection = new(() => connect(settings));
    }

    public ConfigurationOptions Settings { get; }

    /// <summary>Whether it stands now; false before its first use.</summary>
    public bool IsConnected => _connection is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } made } && made.Result.IsConnected;

    public Task<IConnectionMultiplexer> GetAsync() => _connection.Value;

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }

    private static ConfigurationOptions Parse(string connectionString, TimeSpan commandLimit)
    {
        var settings = ConfigurationOptions.Parse(connectionString);
        var told = connectionString.ToLowerInvariant();
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast; // a command for a server that is away fails now, not when it is back
        settings.ReconnectRetryPolicy = new LinearRetry(500);
        settings.ConnectTimeout = told.Contains("connecttimeout", StringComparison.Ordinal) ? settings.ConnectTimeout : 2_000;
        settings.AsyncTimeout = told.Contains("asynctimeout", StringComparison.Ordinal) ? settings.AsyncTimeout : (int)commandLimit.TotalMilliseconds;
        settings.SyncTimeout = settings.AsyncTimeout;
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(250); // time limits are looked at that often
        return settings;
    }
}
