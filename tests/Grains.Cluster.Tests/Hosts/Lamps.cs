using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Products to test with, each of a user of its own.</summary>
internal static class Lamps
{
    public static CreateProduct Request(Guid user) => new()
    {
        UserId = user,
        ProductName = "Läselampe \"N° 1\"",
        ProductDescription = "Brass — <b>40 W</b>",
        ProductPrice = 1,
        Currency = "EUR",
        ProductImages = ["https://example.com/front.jpg", "https://example.com/back.jpg"],
    };

    public static ProductEdit Price(decimal price) => new() { ProductPrice = price };

    public static async Task<Guid> CreateUserAsync(this IGrainFactory grains)
    {
        var user = UserId.New();
        await grains.GetGrain<IUserGrain>(user).CreateAsync("Ada");
        return user;
    }

    /// <summary>A product at revision 1.</summary>
    public static async Task<IProductGrain> CreateLampAsync(this IGrainFactory grains)
    {
        var product = grains.GetGrain<IProductGrain>(ProductId.New());
        var created = await product.CreateAsync(Request(await grains.CreateUserAsync()));
        Assert.Equal(ChangeStatus.Done, created.Status);
        return product;
    }

    /// <summary>A product at revision 4: one image is described, the other has failed, and the price is 2.</summary>
    public static async Task<IProductGrain> CreateChangedLampAsync(this IGrainFactory grains)
    {
        var product = await grains.CreateLampAsync();
        var images = (await product.ReadProductAsync())!.Images;
        await product.DescribeImageAsync(images[0].Id, "The front", ChangeContext.Unconditional);
        var error = new ImageError("not_found", "The server has no such image.", Retryable: false);
        await product.RecordImageAsync(images[1].Id, generation: 1, new ImageResult { Attempts = 3, Error = error });
        await product.EditAsync(Price(2), ChangeContext.Unconditional);
        return product;
    }

    public static async Task<Product?> ReadProductAsync(this IProductGrain product) =>
        (await product.ReadAsync(Guid.Empty))?.ToProduct();
}
