using System.Globalization;
using System.Text.Json;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;
using Products.Hosting.Cleanup;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Contract;

/// <summary>The tables that people and sweepers read say what the state says, from the same commit on.</summary>
public abstract class TableContract(StorageAdapter adapter)
{
    [Fact]
    public async Task Columns_equal_the_state_after_every_kind_of_change()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "ÄRMEL, \"weiß\"", 0.5m, "https://example.com/a,b", "https://example.com/\"c\""));
        await AssertRowAsync(product, 1);

        Func<ProductState, ProductState>[] changes =
        [
            state => state.Edit(new ProductEdit { ProductName = "İstanbul", ProductPrice = 999_999_999.99m, Currency = "USD", ProductDescription = "" }, null, DateTimeOffset.UtcNow).Next!,
            state => state.Record(0, States.Success),
            state => state.Record(1, States.Failure),
            state => state.Retry(1),
            state => state.Record(1, States.Success),
            state => state.Remove(0),
            state => state.Edit(new ProductEdit { ProductImages = ["https://example.com/d"] }, null, DateTimeOffset.UtcNow).Next!,
            state => state.Delete(DateTimeOffset.UtcNow),
        ];
        foreach (var (number, change) in changes.Index())
        {
            await product.WriteAsync(change);
            await AssertRowAsync(product, number + 2);
        }
    }

    [Fact]
    public async Task A_pending_image_has_a_job_until_it_has_a_result()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        await AssertJobsAsync(product, 0, 1);

        await product.WriteAsync(state => state.Rename("Changed"));
        await AssertJobsAsync(product, 0, 1);

        await product.WriteAsync(state => state.Record(0, States.Success));
        await AssertJobsAsync(product, 1);

        await product.WriteAsync(state => state.Record(1, States.Failure));
        await AssertJobsAsync(product);

        await product.WriteAsync(state => state.Retry(1));
        await AssertJobsAsync(product, 1);
    }

    [Fact]
    public async Task A_product_that_gets_its_first_image_later_has_a_job()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        await product.WriteAsync(state => state.Edit(new ProductEdit { ProductImages = ["https://example.com/a"] }, "trace", DateTimeOffset.UtcNow).Next!);

        await AssertJobsAsync(product, 0);
    }

    [Fact]
    public async Task Jobs_of_removed_images_and_deleted_products_go()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        await product.WriteAsync(state => state.Remove(0));
        await AssertJobsAsync(product, 0);

        await product.WriteAsync(state => state.Delete(DateTimeOffset.UtcNow));
        await AssertJobsAsync(product);
    }

    [Fact]
    public async Task A_letter_is_kept_once_and_only_while_its_job_is_to_be_done()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        var letter = States.LetterOf(product.State, 0);
        await adapter.Letters.AddAsync(letter);
        await adapter.Letters.AddAsync(letter with { Attempts = 9 });
        await product.WriteAsync(state => state.Record(0, States.Failure).Record(1, States.Success));
        await adapter.Letters.AddAsync(States.LetterOf(product.State, 1));

        Assert.Equal([$"{letter.Message!.ImageId} 1 not_found"], await adapter.LettersAsync(product.Id));
        var kept = (await adapter.Letters.ListAsync(null, 100, default)).Single(one => one.Message?.ProductId == product.Id);
        Assert.Equivalent(letter with { Id = kept.Id }, kept, strict: true);
        Assert.Equivalent(kept, await adapter.Letters.FindAsync(kept.Id), strict: true);
    }

    [Fact]
    public async Task Letters_are_listed_newest_first_and_can_be_deleted()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b", "https://example.com/c"));
        for (var position = 0; position < 3; position++)
        {
            await adapter.Letters.AddAsync(States.LetterOf(product.State, position));
        }

        var newest = await adapter.Letters.ListAsync(null, 2, default);
        Assert.Equal([product.State.Images[2].Id, product.State.Images[1].Id], newest.Select(letter => letter.Message!.ImageId));
        var oldest = await adapter.Letters.ListAsync(newest[^1].Id, 1, default);
        Assert.Equal(product.State.Images[0].Id, oldest.Single().Message!.ImageId);

        Assert.True(await adapter.Letters.DeleteAsync(oldest[0].Id));
        Assert.False(await adapter.Letters.DeleteAsync(oldest[0].Id));
        Assert.Null(await adapter.Letters.FindAsync(oldest[0].Id));
    }

    [Fact]
    public async Task A_letter_goes_when_its_image_is_retried_or_removed()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        await adapter.Letters.AddAsync(States.LetterOf(product.State, 0));
        await adapter.Letters.AddAsync(States.LetterOf(product.State, 1));
        await product.WriteAsync(state => state.Record(0, States.Failure).Record(1, States.Failure));
        Assert.Equal(2, (await adapter.LettersAsync(product.Id)).Count);

        await product.WriteAsync(state => state.Retry(0));
        Assert.Equal([$"{product.State.Images[1].Id} 1 not_found"], await adapter.LettersAsync(product.Id));

        await product.WriteAsync(state => state.Remove(1));
        Assert.Empty(await adapter.LettersAsync(product.Id));
    }

    [Fact]
    public async Task The_objects_of_removed_images_are_to_be_deleted()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        var images = product.State.Images.Select(image => image.Id.ToString()).ToArray();
        await product.WriteAsync(state => state.Remove(0));
        Assert.Equal([images[0]], await adapter.DeletionsAsync(product.Id));

        await product.WriteAsync(state => state.Delete(DateTimeOffset.UtcNow));
        Assert.Equal(images.Order(StringComparer.Ordinal), await adapter.DeletionsAsync(product.Id));
    }

    [Fact]
    public async Task A_reserved_upload_is_deleted_a_day_later_unless_it_becomes_part_of_its_product()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        var (kept, lost) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await adapter.Reservations.ReserveAsync(product.Id, kept);
        await adapter.Reservations.ReserveAsync(product.Id, lost);
        await product.WriteAsync(state => state.AddImages([new NewImage { Id = kept, SourceUrl = ImageSource.OfUpload(kept) }], null, 20, DateTimeOffset.UtcNow).Next!);

        Assert.Equal([lost.ToString()], await adapter.DeletionsAsync(product.Id));
        Assert.DoesNotContain(lost, await DueAsync(DateTimeOffset.UtcNow.AddHours(23)));
        Assert.Contains(lost, await DueAsync(DateTimeOffset.UtcNow.AddHours(25)));
    }

    [Fact]
    public async Task Removed_images_fall_due_oldest_first_and_can_be_put_off_or_forgotten()
    {
        var product = Guid.NewGuid();
        var images = Enumerable.Range(0, 3).Select(_ => new RemovedImage(product, Guid.NewGuid())).ToArray();
        var longAgo = DateTimeOffset.UtcNow.AddYears(-1);
        foreach (var (number, image) in images.Index())
        {
            await adapter.Reservations.ReserveAsync(product, image.ImageId);
            await adapter.Removed.PutOffAsync(image, longAgo.AddMinutes(-number));
        }

        Assert.Equal([images[2], images[1]], await adapter.Removed.DueAsync(longAgo, 2, default));
        await adapter.Removed.PutOffAsync(images[1], longAgo.AddDays(1));
        await adapter.Removed.ForgetAsync(images[2]);

        Assert.Equal([images[0]], await adapter.Removed.DueAsync(longAgo, 10, default));
        Assert.DoesNotContain(images[2].ImageId.ToString(), await adapter.DeletionsAsync(product));
        Assert.Contains(images[1].ImageId, await DueAsync(longAgo.AddDays(2)));
    }

    private async Task<IEnumerable<Guid>> DueAsync(DateTimeOffset before) => (await adapter.Removed.DueAsync(before, 1000, default)).Select(image => image.ImageId);

    private async Task AssertJobsAsync(StoredProduct product, params int[] positions) => Assert.Equal(
        positions.Select(position => States.JobLine(product.State.Images[position])).Order(StringComparer.Ordinal), await adapter.JobsAsync(product.Id));

    private async Task AssertRowAsync(StoredProduct product, int version)
    {
        var (state, row) = (product.State, (await adapter.RowAsync(product.Id))!);
        Assert.Equal(version, Convert.ToInt32(row["version"], CultureInfo.InvariantCulture));
        Assert.Equal(state.Revision, Convert.ToInt64(row["revision"], CultureInfo.InvariantCulture));
        Assert.Equal(
            (state.UserId.ToString(), state.ProductName, state.SearchName, state.ProductDescription, state.Currency),
            (row["user_id"], row["product_name"], row["search_name"], row["product_description"], row["currency"]));
        Assert.Equal(state.ProductPrice, decimal.Parse((string)row["product_price"]!, CultureInfo.InvariantCulture));
        Assert.Equal(state.ImageStatus.ToString().ToLowerInvariant(), row["image_status"]);
        Assert.Equal(state.ProductImages, Texts(row["product_images"]));
        Assert.Equal(state.CompressedProductImages, Texts(row["compressed_product_images"]));
        AssertTime(state.CreatedAt, row["created_at"]);
        AssertTime(state.UpdatedAt, row["updated_at"]);
        AssertTime(state.DeletedAt, row["deleted_at"]);
    }

    private static string[]? Texts(object? json) => JsonSerializer.Deserialize<string[]>((string)json!);

    /// <summary>Databases keep microseconds.</summary>
    private static void AssertTime(DateTimeOffset? expected, object? column)
    {
        var actual = column is string text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        Assert.Equal(expected is null, actual is null);
        Assert.InRange(((expected - actual) ?? TimeSpan.Zero).Duration(), TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
    }
}
