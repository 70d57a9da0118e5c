using System.Net;
using System.Security.Cryptography;
using Products.Client;
using Products.Grains.Interfaces.Images;

namespace Products.Standalone.Tests.Api;

public sealed class UploadTests(ApiHost host) : IAsyncLifetime
{
    private readonly byte[] _picture = RandomNumberGenerator.GetBytes(20_000);
    private Guid _id;

    private string Images => $"/products/{_id}/images";

    public async ValueTask InitializeAsync() => _id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Files_are_stored_as_they_came_and_added_together()
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(_picture), "file", "a.jpg" },
            { new StringContent("The second"), "alt_text" },
            { new ByteArrayContent([.. _picture.Reverse()]), "file", "../../b.jpg" },
        };
        var answer = (await host.Client.SendAsync("POST", Images, form, ("If-Match", "\"1\""))).Is(HttpStatusCode.Accepted);
        var images = answer.Json.Items("items");

        Assert.Equal([null, "The second"], images.Select(image => (string?)image["alt_text"]));
        Assert.Equal("\"2\"", answer.ETag);
        Assert.Equal($"{Images}/{images[0].Text("id")}", answer.Headers.Location!.ToString());
        Assert.Equal(_picture, await File.ReadAllBytesAsync(FileOf(images[0].Text("id"))));
        (await host.Client.SendAsync("GET", "/images/" + ImageKey.Upload(_id, Guid.Parse(images[0].Text("id"))))).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_uploaded_image_stays_where_a_put_names_its_source()
    {
        var image = (await host.Api.UploadImagesAsync(_id, altText: "A lamp", file: [Picture()])).Result.Items.Single();

        var put = await host.Api.ReplaceProductAsync(_id,
            new ReplaceProductRequest { ProductName = "a", ProductDescription = "", ProductPrice = 1, ProductImages = [image.SourceUrl] });

        var kept = put.Result.Images.Single();
        Assert.Equal((image.Id, "A lamp"), (kept.Id, kept.AltText));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task An_upload_that_is_named_twice_is_refused_by_the_second(string method)
    {
        var source = (await host.Api.UploadImagesAsync(_id, file: [Picture()])).Result.Items.Single().SourceUrl;

        var problem = (await host.Client.SendJsonAsync(method, $"/products/{_id}",
            new { product_name = "a", product_description = "", product_price = 1, product_images = new[] { source, "https://example.com/a.jpg", source } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "/product_images/2");

        Assert.Equal("is the same upload as /product_images/0", (string?)problem["errors"]!["/product_images/2"]![0]);
        Assert.Equal(source, (await host.Api.ReadAsync(_id)).ProductImages.Single());
    }

    [Fact]
    public async Task A_file_that_is_too_large_leaves_nothing_behind()
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(_picture), "file", "a.jpg" },
            { new ByteArrayContent(new byte[ApiHost.MaxUploadBytes + 1]), "large", "b.jpg" },
        };
        (await host.Client.SendAsync("POST", Images, form)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large", "large");

        Assert.Empty((await host.Api.ListImagesAsync(_id)).Result.Items);
        Assert.False(Directory.Exists(Path.Combine(host.DataPath, "images", _id.ToString("N"))));
    }

    [Fact]
    public async Task A_form_without_a_file_and_an_empty_file_are_refused()
    {
        await host.Api.UploadImagesAsync(_id, file: [new FileParameter(new MemoryStream(), "a.jpg")])
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "file");
        Assert.Equal(400, (int)(await host.Client.SendAsync("POST", Images, new MultipartFormDataContent())).Status / 100 * 100);
    }

    [Fact]
    public async Task A_file_needs_no_name()
    {
        var form = new MultipartFormDataContent { { new StringContent("A lamp"), "alt_text" }, { new ByteArrayContent(_picture), "file" } };
        var image = (await host.Client.SendAsync("POST", Images, form)).Is(HttpStatusCode.Accepted).Json.Items("items").Single();

        Assert.Equal("A lamp", image.Text("alt_text"));
        Assert.Equal(_picture, await File.ReadAllBytesAsync(FileOf(image.Text("id"))));
    }

    [Fact]
    public async Task Another_field_without_a_file_name_is_told_what_is_missing()
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(_picture), "photo" } };
        var problem = (await host.Client.SendAsync("POST", Images, form)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "photo");
        Assert.Equal("'photo' is not a field of this request; a file needs a file name, or the field name 'file'.", problem.Text("detail"));
    }

    /// <summary>As a browser sends a form in which no file was chosen.</summary>
    [Fact]
    public async Task A_form_in_which_no_file_was_chosen_is_refused_by_the_field()
    {
        const string body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n";
        var answer = await host.Client.SendAsync("POST", Images, RawCalls.Body(System.Text.Encoding.ASCII.GetBytes(body), "multipart/form-data; boundary=x"));
        answer.IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "file");
    }

    [Fact]
    public async Task A_file_for_no_product_is_refused_before_it_is_stored()
    {
        var none = Guid.NewGuid();
        await host.Api.UploadImagesAsync(none, file: [Picture()]).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
        Assert.False(Directory.Exists(Path.Combine(host.DataPath, "images", none.ToString("N"))));
    }

    [Fact]
    public async Task A_stale_upload_is_refused()
    {
        var stale = await host.Api.UploadImagesAsync(_id, "\"7\"", file: [Picture()]).IsRefusedAsync(HttpStatusCode.PreconditionFailed, "stale-revision");
        Assert.Equal(1, stale.Revision);
    }

    private FileParameter Picture() => new(new MemoryStream(_picture), "a.jpg");

    private string FileOf(string imageId) => Path.Combine(host.DataPath, "images", ImageKey.Upload(_id, Guid.Parse(imageId)));
}
