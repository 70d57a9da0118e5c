using Products.Grains.Interfaces.Products;

namespace Products.Grains.Tests;

public sealed class ProductIdTests
{
    private static readonly Guid User = Guid.Parse("7d444840-9dc0-11d1-b245-5ffdce74fad2");

    [Fact]
    public void The_same_user_and_key_give_the_same_id() =>
        Assert.Equal(ProductId.FromIdempotencyKey(User, "order-1"), ProductId.FromIdempotencyKey(User, "order-1"));

    [Fact]
    public void Another_key_or_user_gives_another_id()
    {
        var id = ProductId.FromIdempotencyKey(User, "order-1");
        Assert.NotEqual(id, ProductId.FromIdempotencyKey(User, "order-2"));
        Assert.NotEqual(id, ProductId.FromIdempotencyKey(Guid.NewGuid(), "order-1"));
    }

    [Fact]
    public void A_derived_id_is_a_uuid_of_version_8()
    {
        var id = ProductId.FromIdempotencyKey(User, "order-1");
        Assert.Equal(8, id.Version);
        Assert.InRange(id.Variant, 8, 11);
    }

    [Fact]
    public void The_derivation_never_changes() => // a changed one would make old keys create second products
        Assert.Equal("78820ec2-e165-8bc2-ba5b-77d6aa46c87a", ProductId.FromIdempotencyKey(User, "order-1").ToString());
}
