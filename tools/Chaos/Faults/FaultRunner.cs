using System.Collections.Concurrent;
using System.Diagnostics;
using Products.Servers.Cluster;
using Products.Servers.Processes;

namespace Products.Chaos.Faults;

/// <summary>Makes the faults happen, one step after the other; each ends before the next begins, and with all processes ready.</summary>
internal sealed class FaultRunner(ProductsCluster cluster, double pace, Journal journal, CancellationToken stop)
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan HealthyFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, int> _done = new();

    /// <summary>How often each fault was made.</summary>
    public IReadOnlyDictionary<string, int> Done => _done;

    /// <summary>Makes them until the time is over. What ends by itself meanwhile is started again, and told.</summary>
    /// <param name="steps">More than there is time for.</param>
    /// <param name="duration">No step begins after it.</param>
    /// <param name="clients">When they have ended, no step begins any more.</param>
    /// <exception cref="OperationCanceledException">It was told to stop; what is paused or ended still is.</exception>
    /// <exception cref="TimeoutException">A process was not ready again in time.</exception>
    public async Task RunAsync(IEnumerable<FaultStep> steps, TimeSpan duration, Task clients)
    {
        foreach (var process in cluster.Processes)
        {
            process.Process.Ended = code => journal.Write($"{process.Name} ended by itself with exit code {code}, and is started again");
        }

        var started = Stopwatch.GetTimestamp();
        foreach (var step in steps.TakeWhile(_ => !clients.IsCompleted && Stopwatch.GetElapsedTime(started) < duration))
        {
            await Task.WhenAll(step.Faults.Select(MakeAsync));
            await RecoverAsync();
            await PauseAsync(step.Calm);
        }
    }

    private async Task MakeAsync(Fault fault)
    {
        await PauseAsync(fault.After);
        var (name, begin, end) = Target(fault);
        _done.AddOrUpdate(fault.Name, 1, (_, count) => count + 1);
        journal.Write($"{fault.Kind} {name}{(fault.From is { } from ? $" from {from}" : "")} for {fault.For.TotalSeconds * pace:0.0} s");
        await begin();
        await PauseAsync(fault.For);
        await end();
    }

    private Task PauseAsync(TimeSpan time) => Task.Delay(time * pace, stop);

    private (string Name, Func<Task> Begin, Func<Task> End) Target(Fault fault) => fault.Part switch
    {
        Part.Silo => OfOurs(fault, cluster.Silos[fault.Number % cluster.Silos.Count]),
        Part.Frontend => OfOurs(fault, cluster.Frontends[fault.Number % cluster.Frontends.Count]),
        Part.Worker => OfOurs(fault, cluster.Workers[fault.Number % cluster.Workers.Count]),
        Part.Postgres when fault.Kind == FaultKind.Kill => ("postgres", cluster.Servers.Postgres.KillAsync, cluster.Servers.Postgres.StartAgainAsync),
        Part.Postgres => ("postgres", cluster.Servers.Postgres.PauseAsync, cluster.Servers.Postgres.ResumeAsync),
        Part.Membership => OfServer(fault, "redis-membership", cluster.Servers.Membership.Process, cluster.Servers.Membership.StartAgainAsync),
        Part.Cache => OfServer(fault, "redis-cache", cluster.Servers.Cache.Process, cluster.Servers.Cache.StartAgainAsync),
        _ => OfServer(fault, "rabbitmq", cluster.Servers.RabbitMq.Process, cluster.Servers.RabbitMq.StartAgainAsync),
    };

    private static (string Name, Func<Task> Begin, Func<Task> End) OfServer(Fault fault, string name, ManagedProcess process, Func<Task> start) =>
        fault.Kind == FaultKind.Kill ? (name, process.KillAsync, start) : (name, AtOnce(process.Pause), AtOnce(process.Resume));

    private static (string Name, Func<Task> Begin, Func<Task> End) OfOurs(Fault fault, ProductsProcess process) => fault.Kind switch
    {
        FaultKind.Kill => (process.Name, process.KillAsync, AtOnce(process.Process.Start)),
        FaultKind.Stop => (process.Name, process.StopAsync, AtOnce(process.Process.Start)),
        FaultKind.Pause => (process.Name, AtOnce(process.Process.Pause), AtOnce(process.Process.Resume)),
        FaultKind.Cut => (process.Name, AtOnce(() => LinksOf(process, fault.From).ForEach(link => link.Cut())), Mend(process, fault)),
        _ => (process.Name, AtOnce(() => LinksOf(process, fault.From).ForEach(link => link.Clog())), Mend(process, fault)),
    };

    private static Func<Task> Mend(ProductsProcess process, Fault fault) => AtOnce(() => LinksOf(process, fault.From).ForEach(link => link.Mend()));

    private static List<Link> LinksOf(ProductsProcess process, Part? server) => server switch
    {
        Part.Postgres => [process.Links!.Postgres],
        Part.Membership => [process.Links!.Membership],
        Part.Tables => [process.Links!.Membership, process.Links!.Postgres],
        Part.Cache => [process.Links!.Cache],
        _ => [process.Links!.RabbitMq],
    };

    private static Func<Task> AtOnce(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    /// <summary>Waits until all have been ready for a while: a silo that was declared dead may answer for a moment before it ends.</summary>
    private async Task RecoverAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var readySince = began;
        while (Stopwatch.GetElapsedTime(readySince) < HealthyFor * pace)
        {
            var unready = await UnreadyAsync();
            if (unready.Count > 0)
            {
                readySince = Stopwatch.GetTimestamp();
                ThrowIfLate(began, unready);
            }

            await Task.Delay(LookEvery, stop);
        }

        journal.Write($"all ready {(Stopwatch.GetElapsedTime(began) - (HealthyFor * pace)).TotalSeconds:0.0} s later");
    }

    private async Task<IReadOnlyList<string>> UnreadyAsync()
    {
        var looks = await Task.WhenAll(cluster.Processes.Select(async process => (process.Name, Look: await process.LookAsync("/health/ready"))));
        return [.. looks.Where(look => !look.Look.Healthy).Select(look => $"{look.Name}: {look.Look.Answer}")];
    }

    private static void ThrowIfLate(long began, IReadOnlyList<string> unready)
    {
        if (Stopwatch.GetElapsedTime(began) > RecoveryLimit)
        {
            throw new TimeoutException($"Not ready {RecoveryLimit} after the faults: {string.Join('\n', unready)}");
        }
    }
}
