using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Products.Grains.Changes;
using Products.Grains.Reads;
using Products.Grains.Users;

namespace Products.Grains;

/// <summary>What grains share within a silo. Its process provides the ports, such as <see cref="ISiloAuthority"/>, the options, and a
/// storage of subscriptions (<see cref="ChangeNoticesSetup"/>).</summary>
public static class GrainsSetup
{
    public static ISiloBuilder AddProductGrains(this ISiloBuilder silo)
    {
        silo.Services.AddMetrics();
        silo.Services.AddSingleton(Metrics);
        silo.Services.AddSingleton<SessionKeeper>();
        silo.Services.AddTransient<Holdings>(); // of one activation
        silo.Services.AddSingleton<KnownUsers>();
        silo.Services.AddPlacementDirector<OnNamedSilo, NamedSiloDirector>();
        silo.AddChangeNotices();
        return silo;
    }

    private static ReadMetrics Metrics(IServiceProvider provider)
    {
        var metrics = new ReadMetrics(provider.GetRequiredService<IMeterFactory>());
        metrics.Observe(() => provider.GetRequiredService<SessionKeeper>().Count);
        return metrics;
    }
}
