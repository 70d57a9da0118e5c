using Microsoft.AspNetCore.Http;
using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Images;

public sealed class RemovalTests(RemovalTests.QuickSweeps host) : IClassFixture<RemovalTests.QuickSweeps>
{
    private readonly byte[] _picture = File.ReadAllBytes(Photographs.Flower);

    [Fact]
    public async Task The_stored_objects_of_a_removed_image_are_deleted_and_its_neighbours_stay()
    {
        await using var source = await PictureServer.ServingAsync(_picture);
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{source.Url}/1.jpg", $"{source.Url}/2.jpg");
        var images = (await host.Api.WhenDoneAsync(id)).Images.Select(image => image.Id).ToList();

        await host.Api.RemoveImageAsync(id, images[0]);

        await Until.TrueAsync(() => Task.FromResult(Directory.Exists(Folder(id, images[0]))), exists => !exists);
        Assert.Equal(3, Directory.EnumerateFiles(Folder(id, images[1]), "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_product_deleted_while_its_image_is_fetched_leaves_neither_a_dead_letter_nor_objects()
    {
        var (asked, deleted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var source = await PictureServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await deleted.Task;
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        });
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{source.Url}/1.jpg");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.Api.DeleteProductAsync(id);
        deleted.SetResult();

        var after = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{source.Url}/2.jpg");
        await host.Api.WhenDoneAsync(after);
        await Until.TrueAsync(() => host.Client.GetJsonAsync("/health/ready"), health => health.ToJsonString().Contains("0 jobs", StringComparison.Ordinal));
        Assert.Equal([after], (await host.Api.ListDeadLettersAsync()).Result.Items.Select(letter => letter.ProductId));
        Assert.False(Directory.Exists(Folder(id)));
    }

    [Fact]
    public async Task The_stored_objects_of_a_deleted_product_are_deleted_uploads_included()
    {
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());
        await host.Api.UploadImagesAsync(id, file: [new FileParameter(new MemoryStream(_picture), "flower.jpg")]);
        await host.Api.WhenDoneAsync(id);
        Assert.True(Directory.Exists(Folder(id)));

        await host.Api.DeleteProductAsync(id);

        await Until.TrueAsync(() => Task.FromResult(Directory.Exists(Folder(id))), exists => !exists);
    }

    private string Folder(params Guid[] ids) => Path.Combine([host.DataPath, "images", .. ids.Select(id => id.ToString("N"))]);

    public sealed class QuickSweeps : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Cleanup:DeletionDelay=00:00:00", "--Cleanup:SweepInterval=00:00:00.050"];
    }
}
