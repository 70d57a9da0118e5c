using System.Text.Json.Nodes;
using NetVips;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Images;

public sealed class PhotographTests(TestHost host) : IClassFixture<TestHost>
{
    private readonly byte[] _photograph = File.ReadAllBytes(Photographs.Elephants);

    [Fact]
    public async Task A_photograph_of_18_megapixels_is_compressed_from_its_url()
    {
        await using var source = await PictureServer.ServingAsync(_photograph);
        var id = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), $"{source.Url}/elephants.jpg");

        var product = await host.Client.WhenDoneAsync(id);

        Assert.Equal($"{source.Url}/elephants.jpg", (string)product["product_images"]![0]!);
        await AssertCompressedAsync(product);
    }

    [Fact]
    public async Task A_photograph_of_18_megapixels_is_compressed_from_an_upload()
    {
        var id = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync());
        using var form = new MultipartFormDataContent { { new ByteArrayContent(_photograph), "file", "elephants.jpg" } };
        using var answer = await host.Client.PostAsync($"/products/{id}/images", form);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);

        var product = await host.Client.WhenDoneAsync(id);

        Assert.StartsWith("upload:", (string)product["product_images"]![0]!, StringComparison.Ordinal);
        await AssertCompressedAsync(product);
    }

    private async Task AssertCompressedAsync(JsonNode product)
    {
        Assert.Equal("ready", product.Text("image_status"));
        var original = product.Items("images").Single()["original"]!;
        Assert.Equal(("jpeg", 5640, 3172, _photograph.Length), (original.Text("format"), (int)original["width"]!, (int)original["height"]!, (int)original["bytes"]!));
        var variants = product.Items("images").Single().Items("variants");
        Assert.Equal(["compressed.webp", "compressed.avif", "thumbnail.webp"], variants.Select(variant => $"{variant["name"]}.{variant["format"]}"));

        var url = (string)product.Items("compressed_product_images").Single()!;
        var compressed = await host.Client.GetByteArrayAsync(url);
        Assert.InRange(compressed.Length, 1, _photograph.Length / 20);

        using var picture = Image.NewFromBuffer(compressed);
        Assert.Equal((1600, 900), (picture.Width, picture.Height));
        Assert.Equal(Enums.Interpretation.Srgb, picture.Interpretation);
        Assert.DoesNotContain(picture.GetFields(), field => field is "exif-data" or "xmp-data" or "iptc-data" or "icc-profile-data" or "orientation");
    }
}
