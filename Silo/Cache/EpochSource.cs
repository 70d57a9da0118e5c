namespace Products.Silo.Cache;

/// <summary>Where the epoch comes from: in the product always <see cref="EpochTable"/>.</summary>
/// <param name="Read">Reads the row.</param>
/// <param name="Suspend">See <see cref="EpochTable.SuspendAsync"/>.</param>
internal sealed record EpochSource(Func<CancellationToken, Task<EpochRow>> Read, Func<string?, long, CancellationToken, Task<EpochRow>> Suspend);
