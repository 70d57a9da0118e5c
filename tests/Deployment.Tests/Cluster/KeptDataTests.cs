using System.Diagnostics;

namespace Products.Deployment.Tests.Cluster;

/// <summary>What <c>./cluster</c> keeps when it ends.</summary>
public sealed class KeptDataTests
{
    [Fact(Skip = "It starts three clusters one after the other: ./test full runs it.", SkipType = typeof(Tier), SkipUnless = nameof(Tier.IsFull))]
    public async Task A_product_and_its_image_outlive_an_orderly_end_and_a_kill_and_end_with_delete()
    {
        await using var source = await PictureServer.ServingAsync(Pictures.Quadrants(64, 48).PngsaveBuffer());
        await using var cluster = new ClusterCommand();
        using var http = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        await cluster.SucceedAsync("up");
        var api = http.Typed();
        var id = await api.CreateProductAsync(await api.CreateUserAsync(), source.Url + "/1.png");
        var product = await api.WhenDoneAsync(id);
        var image = Assert.Single(product.CompressedProductImages);
        var bytes = await http.GetByteArrayAsync(image);
        Assert.NotEmpty(bytes);

        await cluster.SucceedAsync("down");
        await cluster.SucceedAsync("up");
        Assert.Equal(product.Revision, (await api.ReadAsync(id)).Revision);
        Assert.Equal(bytes, await http.GetByteArrayAsync(image));

        using (var runner = Process.GetProcessById(cluster.Runner))
        {
            runner.Kill();
        }

        await cluster.SucceedAsync("up");
        Assert.Equal(product.Revision, (await api.ReadAsync(id)).Revision);
        Assert.Equal(bytes, await http.GetByteArrayAsync(image));
        Assert.Equal(1, (await cluster.RunAsync("up")).Code);

        var data = Path.Combine(cluster.Folder, "data");
        Assert.True(Directory.Exists(data));
        await cluster.SucceedAsync("down --delete");
        Assert.False(Directory.Exists(data));
    }
}
