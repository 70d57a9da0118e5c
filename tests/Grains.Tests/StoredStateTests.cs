using Products.Grains.Interfaces.Images;
using Products.Grains.Products;
using Products.Grains.Storage;
using Products.Grains.Users;

namespace Products.Grains.Tests;

/// <summary>What an earlier version stored is read for ever. A fixture is never changed; a new schema adds one.</summary>
public sealed class StoredStateTests
{
    private static readonly GrainStateSerializer Serializer = new();

    [Fact]
    public void A_product_of_schema_1_still_loads()
    {
        var product = Serializer.Deserialize<ProductState>(Fixture("product-v1.json"));

        Assert.Equal((1, 3L, "Läufer \"rot\"", 12.50m, "EUR"), (product.Schema, product.Revision, product.ProductName, product.ProductPrice, product.Currency));
        Assert.Equal([ImageStatus.Ready, ImageStatus.Failed, ImageStatus.Pending], product.Images.Select(image => image.Status));
        Assert.Equal("source_error", product.Images[1].Error!.Code);
        Assert.Equal(["/images/a/b/c/compressed.webp"], product.CompressedProductImages);
        Assert.Equal(2, product.PendingJobs().Single().Generation);
        Assert.Null(product.DeletedAt);
    }

    [Fact]
    public void A_product_is_still_written_as_in_the_fixture()
    {
        var fixture = Fixture("product-v1.json");
        Assert.Equal(fixture.ToString().Trim(), Serializer.Serialize(Serializer.Deserialize<ProductState>(fixture)).ToString());
    }

    [Fact]
    public void A_user_of_schema_1_still_loads_and_is_written_alike()
    {
        var fixture = Fixture("user-v1.json");
        var user = Serializer.Deserialize<UserState>(fixture);

        Assert.Equal("Ada", user.Name);
        Assert.Equal(fixture.ToString().Trim(), Serializer.Serialize(user).ToString());
    }

    [Fact]
    public void A_schema_of_the_future_is_refused_not_misread()
    {
        var future = BinaryData.FromString(Fixture("product-v1.json").ToString().Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal));
        Assert.Throws<NotSupportedException>(() => Serializer.Deserialize<ProductState>(future));
    }

    private static BinaryData Fixture(string name) =>
        BinaryData.FromBytes(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name)));
}
