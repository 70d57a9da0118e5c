using System.Runtime.InteropServices;
using Products.Servers.Cluster;
using Products.Servers.Processes;

namespace Products.Cluster;

/// <summary>Starts the cluster, owns its processes, and stops them in order when it is told to stop.</summary>
internal static class RunCommand
{
    private const int UsualPort = 8080;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <param name="folder">Of its state and logs.</param>
    /// <param name="data">Where its servers keep their data.</param>
    public static async Task<int> RunAsync(string folder, string data)
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
        State("", Path.Combine(folder, "logs"), []).Write(folder); // from now on, ./cluster down finds it
        try
        {
            if (File.Exists(Path.Combine(folder, "starting"))) // which it takes away first, if it came before
            {
                await RunUntilAsync(folder, data, stop.Token);
            }

            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Told to stop while it was starting.");
            return 0;
        }
        finally
        {
            ClusterState.Delete(folder);
        }
    }

    private static async Task RunUntilAsync(string folder, string data, CancellationToken stop)
    {
        await using var cluster = await ProductsCluster.StartAsync(Options(folder, data), stop);
        await TellStateAsync(cluster, folder, stop);
        await cluster.StopAsync();
    }

    private static ClusterOptions Options(string folder, string data) => new()
    {
        Supervised = true,
        DurablePostgres = true,
        DataFolder = data,
        Port = Port(),
        LogFolder = Path.Combine(folder, "logs"),
        WorkingFolder = Directory.GetCurrentDirectory(),
        ReadyLimit = TimeSpan.FromMinutes(3),
    };

    private static int Port() =>
        Environment.GetEnvironmentVariable("CLUSTER_PORT") is { Length: > 0 } told ? int.Parse(told)
        : FreePort.IsFree(UsualPort) ? UsualPort
        : FreePort.Next();

    /// <summary>Keeps the state true until told to stop: a process that was started again has another id.</summary>
    private static async Task TellStateAsync(ProductsCluster cluster, string folder, CancellationToken stop)
    {
        Part[] told = [];
        while (!stop.IsCancellationRequested)
        {
            var parts = Parts(cluster).ToArray();
            if (!parts.SequenceEqual(told))
            {
                State(cluster.Url.GetLeftPart(UriPartial.Authority), cluster.LogFolder, parts).Write(folder);
                told = parts;
            }

            await Task.Delay(LookEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ClusterState State(string url, string logs, Part[] parts) =>
        new(url, logs, Path.GetTempPath(), Part.Of("runner", Environment.ProcessId, 0), parts);

    private static IEnumerable<Part> Parts(ProductsCluster cluster) =>
    [
        Part.Of("balancer", cluster.Balancer!.Process.Id, cluster.Balancer.Port, "/balancer"),
        .. cluster.Processes.Select(process => Part.Of(process.Name, process.Process.Id, process.Port, "/health/ready")),
        .. cluster.Servers.Processes.Select(server => Part.Of(server.Name, server.Process.Id, server.Port)),
    ];

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
