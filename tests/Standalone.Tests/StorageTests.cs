using Microsoft.Data.Sqlite;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests;

public sealed class StorageTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_failed_write_leaves_memory_as_it_was_and_the_next_read_shows_what_is_stored()
    {
        var product = await CreateProductAsync();
        using (Breaking(product.Id))
        {
            await Assert.ThrowsAsync<OrleansException>(() => Grain(product.Id).EditAsync(new ProductEdit { ProductName = "Changed" }, ChangeContext.Unconditional));
            Assert.Equal(product.ProductName, (await ReadAsync(product.Id)).ProductName);
        }

        var change = await Grain(product.Id).EditAsync(new ProductEdit { ProductPrice = 2 }, ChangeContext.Unconditional);

        var changed = change.ToProduct()!;
        Assert.Equal((product.ProductName, 2m, 2L), (changed.ProductName, changed.ProductPrice, change.Revision));
    }

    [Fact]
    public async Task Those_who_wait_for_images_do_not_hold_up_others_after_a_failed_write()
    {
        var product = await CreateProductAsync("http://192.0.2.1/never-answers.jpg");
        var waiting = Grain(product.Id).WaitForImagesAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        using (Breaking(product.Id))
        {
            await Assert.ThrowsAsync<OrleansException>(() => Grain(product.Id).EditAsync(new ProductEdit { ProductName = "Changed" }, ChangeContext.Unconditional));
        }

        Assert.NotNull(await ReadAsync(product.Id).WaitAsync(TimeSpan.FromSeconds(5)));
        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task State_outlives_a_restart()
    {
        await using var own = new TestHost();
        await own.InitializeAsync();
        var user = await own.Grains.GetGrain<IUserGrain>(Guid.NewGuid()).CreateAsync("Ada");
        var id = ProductId.New();
        var created = await own.Grains.GetGrain<IProductGrain>(id).CreateAsync(Request(user.Id) with { ProductPrice = 12.50m });

        await own.RestartAsync();

        var read = await own.Grains.GetGrain<IProductGrain>(id).ReadAsync(Guid.Empty);
        Assert.Equal(created.Body, read!.Body);
        Assert.Equal(user, await own.Grains.GetGrain<IUserGrain>(user.Id).GetAsync());
    }

    [Fact]
    public async Task A_wrong_note_that_the_id_is_fresh_overwrites_nothing()
    {
        await using var own = new TestHost();
        await own.InitializeAsync();
        var user = await own.Grains.GetGrain<IUserGrain>(Guid.NewGuid()).CreateAsync("Ada");
        var id = FreshProductId.New();
        var created = await own.Grains.GetGrain<IProductGrain>(id).CreateAsync(Request(user.Id));
        await own.RestartAsync();

        await Assert.ThrowsAnyAsync<OrleansException>(() => own.Grains.GetGrain<IProductGrain>(id).CreateAsync(Request(user.Id) with { ProductName = "Other" }));

        FreshProductId.Forget();
        Assert.Equal(created.Body, (await own.Grains.GetGrain<IProductGrain>(id).ReadAsync(Guid.Empty))!.Body);
    }

    private static CreateProduct Request(Guid userId) => new()
    {
        UserId = userId,
        ProductName = "Lamp",
        ProductDescription = "Ünicode — \"quoted\"",
        ProductPrice = 1,
        Currency = "USD",
        ProductImages = [],
    };

    private IProductGrain Grain(Guid id) => host.Grains.GetGrain<IProductGrain>(id);

    private async Task<Product> ReadAsync(Guid id) => (await Grain(id).ReadAsync(Guid.Empty))!.ToProduct();

    private async Task<Product> CreateProductAsync(params string[] images)
    {
        var user = await host.Grains.GetGrain<IUserGrain>(Guid.NewGuid()).CreateAsync("Ada");
        return (await Grain(ProductId.New()).CreateAsync(Request(user.Id) with { ProductImages = images })).ToProduct()!;
    }

    /// <summary>A database in which no write of this product succeeds.</summary>
    private Disposer Breaking(Guid id)
    {
        using var database = Open();
        Execute(database, $"CREATE TRIGGER broken BEFORE UPDATE ON products WHEN OLD.id = '{id}' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        return new Disposer(() =>
        {
            using var again = Open();
            Execute(again, "DROP TRIGGER broken");
        });
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={host.DataPath}/products.db;Foreign Keys=True");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Disposer(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
