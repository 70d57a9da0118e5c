namespace Products.Hosting.Cluster;

/// <summary>Where the Redis servers are, from the <c>Redis</c> section. The two uses have connections of their own.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>The server that keeps the table of silos. It must neither evict nor forget.</summary>
    /// <value>A StackExchange.Redis connection string; the default is <c>localhost:6379</c>.</value>
    [RedisConnectionString]
    public string Membership { get; set; } = "localhost:6379";

    /// <summary>The server of the second-level cache. It may evict, and need not keep anything.</summary>
    /// <value>A StackExchange.Redis connection string; the default is <c>localhost:6379</c>.</value>
    [RedisConnectionString]
    public string Cache { get; set; } = "localhost:6379";
}
