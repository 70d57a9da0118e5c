using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Products.Grains.Reads;

/// <summary>The grain is active on the silo whose address is its key, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnNamedSiloAttribute() : PlacementAttribute(new OnNamedSilo());

[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("products.on-named-silo")]
internal sealed class OnNamedSilo : PlacementStrategy;

internal sealed class NamedSiloDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var named = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return Array.IndexOf(context.GetCompatibleSilos(target), named) >= 0
            ? Task.FromResult(named)
            : throw new SiloUnavailableException($"There is no silo {named}.");
    }
}
