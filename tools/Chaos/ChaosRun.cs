using Products.Chaos.Faults;
using Products.Chaos.Load;
using Products.Servers.Cluster;

namespace Products.Chaos;

/// <summary>One run: a cluster, clients that use it, faults, and in the end a look at all that was told and stored.</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(30);

    /// <param name="options">What it is made of.</param>
    /// <param name="output">Where each fault is told when it happens, and the report in the end.</param>
    /// <param name="stop">Ends it before its time, without a report.</param>
    public static async Task<ChaosReport> RunAsync(ChaosOptions options, TextWriter output, CancellationToken stop)
    {
        var journal = new Journal(output);
        journal.Write($"seed {options.Seed}, {options.Duration.TotalMinutes:0.##} minutes, {options.Silos} silos, {options.Frontends} front ends, {options.Workers} workers");
        var picture = Pictures.Quadrants(64, 48).PngsaveBuffer();
        await using var pictures = await PictureServer.StartAsync(context => context.Request.Path.StartsWithSegments("/missing")
            ? Task.FromResult(context.Response.StatusCode = 404)
            : PictureServer.WriteAsync(context, picture));
        await using var cluster = await ProductsCluster.StartAsync(Cluster(options), stop);
        var total = new Availability();
        using var doors = new FrontDoors([.. cluster.Frontends.Select(frontend => new FrontDoor(frontend.Name, frontend.Port, total, journal))], total);
        var findings = new Findings(journal);
        var shop = new Workload(doors, new Stock(options.HotProducts), findings);
        var faults = new FaultRunner(cluster, options.Pace, journal, stop);

        await UseAsync(options, shop, new Traffic(shop, pictures.Url), faults, cluster, journal, stop);
        var report = await new Audit(cluster, shop, findings, journal).ReportAsync(faults.Done);
        await output.WriteLineAsync(report.ToString().AsMemory(), stop);
        return report;
    }

    private static ClusterOptions Cluster(ChaosOptions options) => new()
    {
        Silos = options.Silos,
        Frontends = options.Frontends,
        Workers = options.Workers,
        LoadBalancer = false,
        Supervised = true,
        Linked = true,
        LogFolder = options.LogFolder,
        Programs = options.Programs,
        Settings = options.Settings,
        WorkerSettings = new Dictionary<string, string>
        {
            ["Images:AllowPrivateNetworks"] = "true",
            ["Images:RetryDelays"] = "00:00:00.2,00:00:02,00:00:10",
        },
        ReadyLimit = TimeSpan.FromMinutes(3),
    };

    private static async Task UseAsync(ChaosOptions options, Workload shop, Traffic traffic, FaultRunner faults, ProductsCluster cluster, Journal journal, CancellationToken stop)
    {
        await shop.OpenAsync(cluster.Client);
        await traffic.FillAsync(options.HotProducts + options.ColdProducts, stop);
        stop.ThrowIfCancellationRequested();
        journal.Write($"{shop.Stock.All.Count} products; the clients begin");
        shop.Doors.Begin(journal.Now);
        using var enough = new CancellationTokenSource();
        var clients = traffic.RunAsync(options.Readers, options.Writers, options.Creators, enough.Token);
        var progress = TellAsync(shop, journal, enough.Token);
        try
        {
            await faults.RunAsync(options.Faults, options.Duration, clients);
        }
        finally
        {
            await enough.CancelAsync();
            shop.Doors.End(journal.Now); // who still waits for an answer makes no gap
            await progress;
            await clients;
        }

        journal.Write("no more faults; the clients have ended");
        await traffic.ReadAllAsync();
    }

    private static async Task TellAsync(Workload shop, Journal journal, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Task.Delay(ProgressEvery, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            journal.Write($"{shop.Counted.Reads} reads, {shop.Counted.Writes} acknowledged writes, {shop.Counted.Products} products");
        }
    }
}
