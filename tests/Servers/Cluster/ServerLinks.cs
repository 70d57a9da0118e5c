using System.Globalization;
using Npgsql;
using Products.Servers.Processes;

namespace Products.Servers.Cluster;

/// <summary>The ways of one process to the servers that it needs, so that it alone can be cut off from one of them.</summary>
public sealed class ServerLinks(ClusterServers servers) : IAsyncDisposable
{
    public Link Postgres { get; } = new(servers.Postgres.Port);

    public Link Membership { get; } = new(servers.Membership.Port);

    public Link Cache { get; } = new(servers.Cache.Port);

    public Link RabbitMq { get; } = new(servers.RabbitMq.Port);

    /// <summary>By which the process takes these ways.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Postgres:ConnectionString"] = new NpgsqlConnectionStringBuilder(servers.Postgres.ConnectionString) { Port = Postgres.Port }.ConnectionString,
        ["Redis:Membership"] = $"127.0.0.1:{Text(Membership)}",
        ["Redis:Cache"] = $"127.0.0.1:{Text(Cache)}",
        ["RabbitMq:Port"] = Text(RabbitMq),
    };

    public async ValueTask DisposeAsync() => await Task.WhenAll(
        Postgres.DisposeAsync().AsTask(), Membership.DisposeAsync().AsTask(), Cache.DisposeAsync().AsTask(), RabbitMq.DisposeAsync().AsTask());

    private static string Text(Link link) => link.Port.ToString(CultureInfo.InvariantCulture);
}
