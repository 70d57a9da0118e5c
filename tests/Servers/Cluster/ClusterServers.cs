using System.Globalization;
using Products.Servers.Postgres;
using Products.Servers.Processes;
using Products.Servers.RabbitMq;
using Products.Servers.Redis;
using Products.Servers.S3;

namespace Products.Servers.Cluster;

/// <summary>The servers that a cluster stands on, each a process of its own.</summary>
public sealed class ClusterServers : IAsyncDisposable
{
    private const string Bucket = "products";

    private readonly IAsyncDisposable[] _all;

    private ClusterServers(PostgresServer postgres, RedisServer membership, RedisServer cache, RabbitMqServer rabbitMq, S3Server s3)
    {
        (Postgres, Membership, Cache, RabbitMq, S3) = (postgres, membership, cache, rabbitMq, s3);
        _all = [postgres, membership, cache, rabbitMq, s3];
    }

    public PostgresServer Postgres { get; }

    /// <summary>The Redis with the table of silos; what is written to it outlives its end.</summary>
    public RedisServer Membership { get; }

    /// <summary>The Redis of the second-level cache.</summary>
    public RedisServer Cache { get; }

    public RabbitMqServer RabbitMq { get; }

    public S3Server S3 { get; }

    /// <summary>By name, with the port that it listens on.</summary>
    public IEnumerable<(ManagedProcess Process, string Name, int Port)> Processes =>
    [
        (Postgres.Process, "postgres", Postgres.Port),
        (Membership.Process, "redis-membership", Membership.Port),
        (Cache.Process, "redis-cache", Cache.Port),
        (RabbitMq.Process, "rabbitmq", RabbitMq.Port),
        (S3.Process, "s3", S3.Port),
    ];

    /// <summary>By which our processes find them.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(S3.Settings(Bucket))
    {
        ["S3:CreateBucket"] = "true",
        ["Postgres:ConnectionString"] = Postgres.ConnectionString,
        ["Redis:Membership"] = Membership.ConnectionString,
        ["Redis:Cache"] = Cache.ConnectionString,
        ["RabbitMq:Host"] = "127.0.0.1",
        ["RabbitMq:Port"] = RabbitMq.Port.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Starts them all at once. When one fails, the others are ended.</summary>
    public static async Task<ClusterServers> StartAsync(ClusterOptions options)
    {
        string? DataOf(string server) => options.DataFolder is null ? null : Path.Combine(options.DataFolder, server);
        var postgres = PostgresServer.StartAsync(options.DurablePostgres, DataOf("postgres"));
        var membership = RedisServer.StartAsync(durable: true);
        var cache = RedisServer.StartAsync();
        var rabbitMq = RabbitMqServer.StartAsync(dataFolder: DataOf("rabbitmq"));
        var s3 = S3Server.StartAsync(dataFolder: DataOf("s3"));
        try
        {
            await Task.WhenAll(postgres, membership, cache, rabbitMq, s3);
            return new(await postgres, await membership, await cache, await rabbitMq, await s3);
        }
        catch
        {
            await Task.WhenAll(EndAsync(postgres), EndAsync(membership), EndAsync(cache), EndAsync(rabbitMq), EndAsync(s3));
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_all.Select(server => server.DisposeAsync().AsTask()));

    private static async Task EndAsync<T>(Task<T> start) where T : IAsyncDisposable
    {
        if (start.IsCompletedSuccessfully)
        {
            await (await start).DisposeAsync();
        }
    }
}
