using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Reads;

/// <summary>Keeps one session with each silo that this front end reads from.</summary>
internal sealed class SiloSessions(IGrainFactory grains, IOptions<ReadOptions> options, TimeProvider time)
{
    /// <summary>After so many leases without a word from it, a silo is forgotten until somebody reads from it.</summary>
    private const int LeasesOfSilence = 5;

    private readonly ConcurrentDictionary<SiloAddress, SiloLink> _links = new();
    private IReadHolder? _holder;
    private IReadHolder? _reference;

    /// <summary>By which silos know this process.</summary>
    public Guid Holder { get; } = options.Value.Enabled ? Guid.NewGuid() : Guid.Empty;

    /// <summary>The session with a silo, if it is the one that the silo speaks of. A silo that is not known yet will be.</summary>
    public SiloSession? Find(SiloAddress silo, long id)
    {
        if (!_links.TryGetValue(silo, out var link))
        {
            Add(silo);
            return null;
        }

        return link.Session is { } session && session.Id == id ? session : null;
    }

    /// <summary>Asks silos for sessions until the process stops.</summary>
    /// <param name="holder">Is told what to drop. Orleans refers to it weakly, so this keeps it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task KeepAsync(IReadHolder holder, CancellationToken stop)
    {
        _holder = holder;
        using var timer = new PeriodicTimer(options.Value.SessionLease / 5, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                foreach (var (silo, link) in _links)
                {
                    _ = RenewAsync(silo, link);
                }
            }
        }
        finally
        {
            _holder = null;
            await Task.WhenAll(_links.Select(link => EndAsync(link.Key, link.Value)));
        }
    }

    private void Add(SiloAddress silo)
    {
        var link = new SiloLink(time);
        if (_holder is not null && _links.TryAdd(silo, link))
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RenewAsync(silo, link), null); // without the context of the request that found it
        }
    }

    private async Task RenewAsync(SiloAddress silo, SiloLink link)
    {
        if (_holder is not { } holder || !link.TryBegin())
        {
            return;
        }

        var asked = time.GetTimestamp();
        try
        {
            _reference ??= grains.CreateObjectReference<IReadHolder>(holder); // only once there is a cluster, which an answer has shown
            var grain = grains.GetGrain<ISessionGrain>(silo.ToParsableString());
            link.Take(await grain.RenewAsync(Holder, _reference, link.Session?.Id ?? 0).WaitAsync(options.Value.SessionLease, time), asked);
            if (_holder is null)
            {
                await EndAsync(silo, link); // it came after all others were ended
            }
        }
        catch (Exception) when (link.Silence > options.Value.SessionLease * LeasesOfSilence)
        {
            _links.TryRemove(silo, out _);
        }
        catch (Exception)
        {
            // The session runs out unless the next attempt comes in time; reads ask the grains then, and tell what is wrong.
        }
        finally
        {
            link.End();
        }
    }

    /// <summary>From now on each read asks its grain; the silo is told, so that no change waits for this process.</summary>
    private async Task EndAsync(SiloAddress silo, SiloLink link)
    {
        if (link.Session is not { IsValid: true } session)
        {
            return;
        }

        session.End();
        await grains.GetGrain<ISessionGrain>(silo.ToParsableString()).EndAsync(Holder, session.Id)
            .WaitAsync(options.Value.SessionLease / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
