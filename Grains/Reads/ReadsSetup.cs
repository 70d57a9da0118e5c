using Microsoft.Extensions.DependencyInjection;

namespace Products.Grains.Reads;

/// <summary>The silo's part of coherent reads. Its process provides an <see cref="ISiloAuthority"/> and the options.</summary>
public static class ReadsSetup
{
    public static ISiloBuilder AddCoherentReads(this ISiloBuilder silo)
    {
        silo.Services.AddMetrics();
        silo.Services.AddSingleton<ReadMetrics>();
        silo.Services.AddSingleton<SessionKeeper>();
        silo.Services.AddTransient<Holdings>(); // of one activation
        silo.Services.AddPlacementDirector<OnNamedSilo, NamedSiloDirector>();
        return silo;
    }
}
