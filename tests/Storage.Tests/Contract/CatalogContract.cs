using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Contract;

/// <summary>Lists of products.</summary>
public abstract class CatalogContract(StorageAdapter adapter)
{
    [Theory]
    [InlineData(ProductSort.CreatedAt, false)]
    [InlineData(ProductSort.CreatedAt, true)]
    [InlineData(ProductSort.ProductPrice, false)]
    [InlineData(ProductSort.ProductPrice, true)]
    [InlineData(ProductSort.ProductName, false)]
    [InlineData(ProductSort.ProductName, true)]
    public async Task Pages_show_each_product_once_and_in_order_also_among_equals(ProductSort sort, bool descending)
    {
        var user = await adapter.CreateUserAsync();
        string[] names = ["b", "B", "ä", "Z", "a😀", "a\uFFFD", new string('x', 1000), new string('y', 400) + "1", new string('y', 400) + "0"];
        var created = new List<Product>();
        for (var number = 0; number < 24; number++)
        {
            var product = await adapter.CreateAsync(States.New(user, names[number % names.Length], (number % 4) switch { 0 => 10, 1 => 9.99m, 2 => 100.5m, _ => 0 }));
            created.Add(product.State.ToProduct());
        }

        var seen = await AllAsync(new ProductQuery { UserId = user, Sort = sort, Descending = descending, Limit = 5 });

        Assert.Equal(InOrder(created, sort, descending), seen.Select(product => product.Id));
    }

    [Fact]
    public async Task Filters_can_be_combined()
    {
        var user = await adapter.CreateUserAsync();
        await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Red lamp", 15));
        var lamps = new List<Guid>();
        foreach (var price in (decimal[])[9.99m, 10, 15, 20, 20.01m])
        {
            lamps.Add((await adapter.CreateAsync(States.New(user, "Red lamp", price))).Id);
            await adapter.CreateAsync(States.New(user, "Blue chair", price, "https://example.com/a"));
        }

        var query = new ProductQuery { UserId = user, Limit = 2, Descending = false };
        Assert.Equal(lamps, await IdsAsync(query with { ProductName = "LAMP" }));
        Assert.Equal(lamps[1..4], await IdsAsync(query with { ProductName = "d l", MinPrice = 10, MaxPrice = 20 }));
        Assert.Equal(lamps[3..], await IdsAsync(query with { MinPrice = 20, ImageStatus = ImagesStatus.None }));
        Assert.Equal(5, (await IdsAsync(query with { ImageStatus = ImagesStatus.Pending })).Count);
        Assert.Empty(await IdsAsync(query with { ImageStatus = ImagesStatus.Failed }));
        Assert.Empty(await IdsAsync(query with { UserId = Guid.NewGuid() }));
        Assert.Equal(lamps[2..4], await IdsAsync(query with { ProductName = "red", MinPrice = 11, MaxPrice = 20, Sort = ProductSort.ProductPrice, Descending = false }));
    }

    [Fact]
    public async Task Images_of_every_state_are_found_by_it()
    {
        var user = await adapter.CreateUserAsync();
        var pending = await adapter.CreateAsync(States.New(user, "Lamp", 1, "https://example.com/a"));
        var ready = await adapter.CreateAsync(States.New(user, "Lamp", 1, "https://example.com/a").Record(0, States.Success));
        var failed = await adapter.CreateAsync(States.New(user, "Lamp", 1, "https://example.com/a").Record(0, States.Failure));
        var none = await adapter.CreateAsync(States.New(user));

        foreach (var (status, product) in new[] { (ImagesStatus.Pending, pending), (ImagesStatus.Ready, ready), (ImagesStatus.Failed, failed), (ImagesStatus.None, none) })
        {
            Assert.Equal([product.Id], await IdsAsync(new ProductQuery { UserId = user, ImageStatus = status }));
        }
    }

    [Theory]
    [InlineData("%", "100% wool")]
    [InlineData("_", "snake_case")]
    [InlineData("\\", "back\\slash")]
    [InlineData("\\%", "odd \\% one")]
    [InlineData("ärmel", "ROTER ÄRMEL")]
    [InlineData("НАВОЛОЧКА", "Белая наволочка")]
    [InlineData("枕", "白い枕カバー")]
    [InlineData("😀", "Smile 😀")]
    [InlineData("o", "o")]
    [InlineData("'; --", "quote'; --")]
    [InlineData("ΌΔΟΣ", "Η όδος")]
    [InlineData("istanbul", "İSTANBUL")]
    [InlineData("STRASSE", "Lange Straße")]
    [InlineData("straße", "LANGE STRASSE")]
    [InlineData("cafe\u0301", "CAFÉ CRÈME")]
    [InlineData("café", "Cafe\u0301 creme")]
    [InlineData("\uFF05", "100% wool")]
    public async Task A_part_of_the_name_is_found_literally_and_in_any_case(string part, string name)
    {
        var user = await adapter.CreateUserAsync();
        var named = await adapter.CreateAsync(States.New(user, name));
        await adapter.CreateAsync(States.New(user, "cable 1"));

        Assert.Equal([named.Id], await IdsAsync(new ProductQuery { UserId = user, ProductName = part }));
    }

    /// <summary>The character that is folded to the most others: 18.</summary>
    [Fact]
    public async Task Names_that_grow_when_they_are_folded_are_found_and_paged_through()
    {
        var user = await adapter.CreateUserAsync();
        var name = new string('\uFDFA', 1000);
        var products = new[] { (await adapter.CreateAsync(States.New(user, name))).Id, (await adapter.CreateAsync(States.New(user, name))).Id };

        Assert.Equal(products.Order(), (await IdsAsync(new ProductQuery { UserId = user, ProductName = name, Sort = ProductSort.ProductName, Limit = 1 })).Order());
        var page = await adapter.Catalog.ListAsync(new ProductQuery { UserId = user, Sort = ProductSort.ProductName, Limit = 1 }, default);
        Assert.Equal(500, page.Next!.Key.Length);
    }

    [Fact]
    public async Task A_list_shows_every_write_that_was_acknowledged()
    {
        var user = await adapter.CreateUserAsync();
        foreach (var descending in (bool[])[true, false])
        {
            var query = new ProductQuery { UserId = user, Descending = descending };
            var product = await adapter.CreateAsync(States.New(user));
            Assert.Equal("Lamp", (await AllAsync(query)).Single().ProductName);

            await product.WriteAsync(state => state.Rename("Chair"));
            Assert.Equal("Chair", (await AllAsync(query)).Single().ProductName);

            await product.WriteAsync(state => state.Delete(DateTimeOffset.UtcNow));
            Assert.Empty(await AllAsync(query));
        }
    }

    [Fact]
    public async Task The_products_of_a_page_are_as_the_grains_show_them()
    {
        var user = await adapter.CreateUserAsync();
        var product = await adapter.CreateAsync(States.New(user, "Lamp", 1.10m, "https://example.com/a", "https://example.com/b").Record(0, States.Success));

        Assert.Equivalent(product.State.ToProduct(), (await AllAsync(new ProductQuery { UserId = user })).Single(), strict: true);
    }

    [Fact]
    public async Task A_forged_cursor_fails_nothing()
    {
        var user = await adapter.CreateUserAsync();
        await adapter.CreateAsync(States.New(user));
        foreach (var cursor in (ProductCursor[])
            [
                new(ProductSort.ProductName, "\0", Guid.Empty), new(ProductSort.ProductName, "", Guid.Empty),
                new(ProductSort.ProductPrice, "-79228162514264337593543950335", Guid.Empty), new(ProductSort.CreatedAt, "-9223372036854775808", Guid.Empty),
            ])
        {
            Assert.Single(await IdsAsync(new ProductQuery { UserId = user, Sort = cursor.Sort, Descending = false, After = cursor }));
        }
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(ProductQuery query) => [.. (await AllAsync(query)).Select(product => product.Id)];

    private async Task<IReadOnlyList<Product>> AllAsync(ProductQuery query)
    {
        var seen = new List<Product>();
        ProductPage page;
        do
        {
            page = await adapter.Catalog.ListAsync(query, CancellationToken.None);
            Assert.InRange(page.Items.Count, page.Next is null ? 0 : 1, query.Limit);
            seen.AddRange(page.Items);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return seen;
    }

    private static IEnumerable<Guid> InOrder(List<Product> created, ProductSort sort, bool descending)
    {
        var ascending = sort switch
        {
            ProductSort.ProductPrice => created.OrderBy(product => product.ProductPrice).ThenBy(product => product.Id.ToString(), StringComparer.Ordinal),
            ProductSort.ProductName => created.OrderBy(product => CodePoints(product.ProductName), StringComparer.Ordinal).ThenBy(product => product.Id.ToString(), StringComparer.Ordinal),
            _ => created.OrderBy(created.IndexOf),
        };
        var ids = ascending.Select(product => product.Id);
        return descending ? ids.Reverse() : ids;
    }

    /// <summary>UTF-16 does not sort by code point; hexadecimal UTF-32 does.</summary>
    private static string CodePoints(string name) => string.Concat(name.ToLowerInvariant().EnumerateRunes().Select(rune => $"{rune.Value:x6}"));
}
