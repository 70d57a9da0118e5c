using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;

namespace Products.Cluster.Tests.Membership;

/// <summary>Calls that create, change and read, one after the other in each of some loops, and what became of them.</summary>
internal sealed class GrainCalls(IHost client)
{
    /// <summary>So that silos that start meanwhile are not kept from it by the load.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly IGrainFactory _grains = client.Services.GetRequiredService<IClusterClient>();
    private int _done;

    public int Done => _done;

    public ConcurrentQueue<Exception> Failures { get; } = [];

    public Task RunAsync(int loops, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, loops).Select(_ => LoopAsync(stop)));

    /// <summary>Waits until so many more have been done, or one has failed.</summary>
    public Task MoreAsync(int count = 50)
    {
        var until = Done + count;
        return Until.TrueAsync(() => Task.FromResult(Done), done => done >= until || !Failures.IsEmpty, seconds: 60);
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await BuyAsync();
                Interlocked.Increment(ref _done);
            }
            catch (Exception failure)
            {
                Failures.Enqueue(failure);
            }

            await Task.Delay(Rest, CancellationToken.None);
        }
    }

    /// <summary>Creates a product of a new user.</summary>
    public static async Task<IProductGrain> CreateProductAsync(IGrainFactory grains)
    {
        var user = Guid.NewGuid();
        await grains.GetGrain<IUserGrain>(user).CreateAsync("Ada");
        var product = grains.GetGrain<IProductGrain>(Guid.NewGuid());
        var created = await product.CreateAsync(new CreateProduct
        {
            UserId = user,
            ProductName = "Lamp",
            ProductDescription = "",
            ProductPrice = 1,
            Currency = "USD",
            ProductImages = [],
        });
        Assert.Equal(ChangeStatus.Done, created.Status);
        return product;
    }

    private async Task BuyAsync()
    {
        var product = await CreateProductAsync(_grains);
        for (var price = 2; price < 5; price++)
        {
            var changed = await product.EditAsync(new ProductEdit { ProductPrice = price }, ChangeContext.Unconditional);
            Assert.Equal(ChangeStatus.Done, changed.Status);
            Assert.Equal(price, (await product.ReadAsync(Guid.Empty))!.ToProduct().ProductPrice);
        }
    }
}
