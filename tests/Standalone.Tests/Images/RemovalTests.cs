using Microsoft.AspNetCore.Http;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Images;

public sealed class RemovalTests(RemovalTests.QuickSweeps host) : IClassFixture<RemovalTests.QuickSweeps>
{
    private readonly byte[] _picture = File.ReadAllBytes(Photographs.Flower);

    [Fact]
    public async Task The_stored_objects_of_a_removed_image_are_deleted_and_its_neighbours_stay()
    {
        await using var source = await PictureServer.ServingAsync(_picture);
        var id = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), $"{source.Url}/1.jpg", $"{source.Url}/2.jpg");
        var images = (await host.Client.WhenDoneAsync(id)).Items("images").Select(image => image.Text("id")).ToList();

        using var removed = await host.Client.DeleteAsync($"/products/{id}/images/{images[0]}");

        Assert.True(removed.IsSuccessStatusCode);
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
        var id = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), $"{source.Url}/1.jpg");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var answer = await host.Client.DeleteAsync($"/products/{id}");
        deleted.SetResult();

        var after = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), $"{source.Url}/2.jpg");
        await host.Client.WhenDoneAsync(after);
        await Until.TrueAsync(() => host.Client.GetJsonAsync("/health/ready"), health => health.ToJsonString().Contains("0 jobs", StringComparison.Ordinal));
        Assert.Equal([after], (await host.Client.GetJsonAsync("/admin/dead-letters")).Items("items").Select(letter => letter.Text("product_id")));
        Assert.False(Directory.Exists(Folder(id)));
    }

    [Fact]
    public async Task The_stored_objects_of_a_deleted_product_are_deleted_uploads_included()
    {
        var id = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync());
        using var form = new MultipartFormDataContent { { new ByteArrayContent(_picture), "file", "flower.jpg" } };
        using var uploaded = await host.Client.PostAsync($"/products/{id}/images", form);
        await host.Client.WhenDoneAsync(id);
        Assert.True(Directory.Exists(Folder(id)));

        using var deleted = await host.Client.DeleteAsync($"/products/{id}");

        Assert.True(deleted.IsSuccessStatusCode);
        await Until.TrueAsync(() => Task.FromResult(Directory.Exists(Folder(id))), exists => !exists);
    }

    private string Folder(params string[] ids) => Path.Combine([host.DataPath, "images", .. ids.Select(id => Guid.Parse(id).ToString("N"))]);

    public sealed class QuickSweeps : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Cleanup:DeletionDelay=00:00:00", "--Cleanup:SweepInterval=00:00:00.050"];
    }
}
