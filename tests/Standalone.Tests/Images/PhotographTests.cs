using NetVips;
using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Images;

public sealed class PhotographTests(TestHost host) : IClassFixture<TestHost>
{
    private readonly byte[] _photograph = File.ReadAllBytes(Photographs.Elephants);

    [Fact]
    public async Task A_photograph_of_18_megapixels_is_compressed_from_its_url()
    {
        await using var source = await PictureServer.ServingAsync(_photograph);
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{source.Url}/elephants.jpg");

        var product = await host.Api.WhenDoneAsync(id);

        Assert.Equal($"{source.Url}/elephants.jpg", product.ProductImages.Single());
        await AssertCompressedAsync(product);
    }

    [Fact]
    public async Task A_photograph_of_18_megapixels_is_compressed_from_an_upload()
    {
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());
        await host.Api.UploadImagesAsync(id, file: [new FileParameter(new MemoryStream(_photograph), "elephants.jpg")]);

        var product = await host.Api.WhenDoneAsync(id);

        Assert.StartsWith("upload:", product.ProductImages.Single(), StringComparison.Ordinal);
        await AssertCompressedAsync(product);
    }

    private async Task AssertCompressedAsync(Product product)
    {
        Assert.Equal(ImagesStatus.Ready, product.ImageStatus);
        var image = product.Images.Single();
        Assert.Equal(("jpeg", 5640, 3172, (long)_photograph.Length), (image.Original!.Format, image.Original.Width, image.Original.Height, image.Original.Bytes));
        var variants = image.Variants;
        Assert.Equal(["compressed.webp", "compressed.avif", "thumbnail.webp"], variants.Select(variant => $"{variant.Name}.{variant.Format}"));

        var url = product.CompressedProductImages.Single();
        var compressed = await host.Client.GetByteArrayAsync(url);
        Assert.InRange(compressed.Length, 1, _photograph.Length / 20);

        using var picture = Image.NewFromBuffer(compressed);
        Assert.Equal((1600, 900), (picture.Width, picture.Height));
        Assert.Equal(Enums.Interpretation.Srgb, picture.Interpretation);
        Assert.DoesNotContain(picture.GetFields(), field => field is "exif-data" or "xmp-data" or "iptc-data" or "icc-profile-data" or "orientation");
    }
}
