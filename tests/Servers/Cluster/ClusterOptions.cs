namespace Products.Servers.Cluster;

/// <summary>What a <see cref="ProductsCluster"/> is made of.</summary>
public sealed record ClusterOptions
{
    private static readonly Dictionary<string, string> None = [];

    public int Silos { get; init; } = 2;

    public int Frontends { get; init; } = 2;

    public int Workers { get; init; } = 2;

    /// <summary>Whether a load balancer stands before the front ends.</summary>
    public bool LoadBalancer { get; init; } = true;

    /// <summary>Where the load balancer listens; any free port unless set.</summary>
    public int? Port { get; init; }

    /// <summary>Whether Postgres syncs each commit to the disk. Without, commits outlive a kill of the server, but not of the machine.</summary>
    public bool DurablePostgres { get; init; }

    /// <summary>Whether our processes are started again when they end by themselves.</summary>
    public bool Supervised { get; init; }

    /// <summary>Whether each of our processes reaches Redis, RabbitMQ and Postgres over <see cref="ServerLinks"/> of its own.</summary>
    public bool Linked { get; init; }

    /// <summary>Other builds of our programs: by name, such as <c>Silo</c>, the path of the assembly.</summary>
    public IReadOnlyDictionary<string, string> Programs { get; init; } = None;

    /// <summary>Settings of every process, by full name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = None;

    /// <summary>Settings of the silos only.</summary>
    public IReadOnlyDictionary<string, string> SiloSettings { get; init; } = None;

    /// <summary>Settings of the workers only.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings { get; init; } = None;

    /// <summary>Where each process has its log; a private folder that is deleted in the end unless set.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Whether our processes write to their log files by themselves, see <see cref="ProcessPlan.LogsDirectly"/>.</summary>
    public bool LogsDirectly { get; init; }

    /// <summary>Where Postgres, RabbitMQ and S3 keep their data over the end of the cluster; temporary folders unless set.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder that our processes run in, whose <c>.env</c> file they read; an empty one unless set.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>How long the cluster may take to be ready.</summary>
    public TimeSpan ReadyLimit { get; init; } = TimeSpan.FromSeconds(90);
}
