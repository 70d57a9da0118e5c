namespace Products.Silo.Cache;

/// <summary>Where the epoch comes from: in the product always <see cref="EpochTable"/>.</summary>
/// <param name="Read">Reads the row.</param>
/// <param name="Suspend">Suspends the cache, or goes on doing so, for <see cref="EpochTable.Suspension"/>.</param>
internal sealed record EpochSource(Func<CancellationToken, Task<EpochRow>> Read, Func<CancellationToken, Task<EpochRow>> Suspend);
