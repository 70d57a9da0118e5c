using System.Diagnostics;
using Products.Client;
using Products.Servers.Cluster;

namespace Products.Acceptance.Tests;

/// <summary>A product that front ends keep, and that is changed through one and read through another.</summary>
internal sealed class HeldProduct(Guid id)
{
    private int _changes;

    public Guid Id => id;

    /// <summary>The latest revision that was acknowledged.</summary>
    public long Acknowledged { get; private set; } = 1;

    /// <param name="api">The front end that creates it.</param>
    public static async Task<HeldProduct> CreateAsync(ProductsClient api) => new(await api.CreateProductAsync(await api.CreateUserAsync()));

    /// <summary>Changes it.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> ChangeAsync(ProductsProcess frontend)
    {
        var began = Stopwatch.GetTimestamp();
        Assert.True(await TryChangeAsync(frontend), $"A change through {frontend.Name} failed.");
        return Stopwatch.GetElapsedTime(began);
    }

    /// <returns>Whether the change was acknowledged within 5 seconds; one that was not may be made nevertheless.</returns>
    public async Task<bool> TryChangeAsync(ProductsProcess frontend)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            var change = new PatchProductRequest { ProductName = $"Lamp {_changes++}" };
            Acknowledged = (await frontend.Api.PatchProductAsync(id, change, cancellationToken: limit.Token)).Result.Revision;
            return true;
        }
        catch (Exception failure) when (failure is ApiException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads it, as of now or later.</summary>
    public async Task ReadAsync(ProductsProcess frontend)
    {
        var acknowledged = Acknowledged;
        var seen = (await frontend.Api.ReadAsync(id)).Revision;
        Assert.True(seen >= acknowledged, $"{frontend.Name} shows revision {seen} of a product that was acknowledged at {acknowledged}.");
    }

    /// <summary>Has a front end keep it: it does so once it has a session with the silo, which a first read asks for.</summary>
    public async Task HoldAsync(ProductsProcess frontend)
    {
        for (var reads = 0; reads < 20; reads++)
        {
            await ReadAsync(frontend);
        }
    }
}
