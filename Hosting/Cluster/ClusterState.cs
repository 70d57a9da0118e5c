namespace Products.Hosting.Cluster;

/// <summary>Whether this process is connected to the cluster.</summary>
public sealed class ClusterState
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _gateways;

    /// <summary>That of a silo, which is part of the cluster itself.</summary>
    public static ClusterState OfSilo()
    {
        var state = new ClusterState();
        state.Start();
        return state;
    }

    /// <summary>Whether the first connection has been made; no call can be sent before.</summary>
    public bool IsStarted => _started.Task.IsCompletedSuccessfully;

    /// <summary>How many silos it is connected to now.</summary>
    public int Gateways => _gateways;

    /// <summary>Ends when the first connection has been made.</summary>
    public Task Started => _started.Task;

    internal void Start() => _started.TrySetResult();

    internal void Count(int gateways) => _gateways = gateways;
}
