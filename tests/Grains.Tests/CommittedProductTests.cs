using System.Text;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;

namespace Products.Grains.Tests;

public sealed class CommittedProductTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_product_at_rest_is_the_same_product(int images)
    {
        var state = State(images);
        var product = new CommittedProduct(state);
        var before = product.Body();

        product.Rest();

        Assert.Equivalent(state, product.State, strict: true);
        Assert.Equal(before, product.Body());
        Assert.Equal(ProductJson.Write(state.ToProduct()), product.Body());
    }

    [Fact]
    public void A_product_that_rests_before_it_was_shown_is_shown_the_same()
    {
        var state = State(images: 3);
        var product = new CommittedProduct(state);

        product.Rest();

        Assert.Equal(ProductJson.Write(state.ToProduct()), product.Body());
        Assert.Equivalent(state.ToProduct(), ProductJson.Read(product.Body()), strict: true);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Only_a_product_with_pending_images_has_some(int images, bool pending) =>
        Assert.Equal(pending, new CommittedProduct(State(images)).HasPendingImages);

    [Fact]
    public void A_deleted_product_has_no_pending_images()
    {
        var deleted = new CommittedProduct(State(images: 1).Delete(DateTimeOffset.UnixEpoch));

        Assert.True(deleted is { IsDeleted: true, HasPendingImages: false, Revision: 2 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(100_000)]
    public void Json_is_unpacked_as_it_was(int length)
    {
        var repetitive = Encoding.UTF8.GetBytes(new string('é', length / 2) + new string('x', length % 2));
        var random = new byte[length];
        new Random(1).NextBytes(random);

        Assert.Equal(repetitive, new PackedJson(repetitive).Unpack());
        Assert.Equal(random, new PackedJson(random).Unpack());
    }

    private static ProductState State(int images) => ProductState.Create(Guid.CreateVersion7(), new CreateProduct
    {
        UserId = Guid.NewGuid(),
        ProductName = "Läselampe",
        ProductDescription = "Ünicode — \"quoted\" <b>",
        ProductPrice = 12.50m,
        Currency = "EUR",
        ProductImages = [.. Enumerable.Range(0, images).Select(number => $"https://example.com/{Guid.NewGuid()}/{number}.jpg")],
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    }, DateTimeOffset.UnixEpoch);
}
