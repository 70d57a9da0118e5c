using Orleans.Storage;
using Products.Grains.Products;
using Products.Grains.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Contract;

/// <summary>What grains may rely on, whatever the database is.</summary>
public abstract class GrainStorageContract(StorageAdapter adapter)
{
    private static readonly GrainStateSerializer Serializer = new();

    [Fact]
    public async Task State_reads_back_as_it_was_written()
    {
        var state = States.New(await adapter.CreateUserAsync("Zoë 😀"), "Läufer \"rot\" \\ 😀 ' \u2028 \t", 0.10m, "https://example.com/a.jpg?x=1&y=<2>", "https://example.com/b");
        var written = await adapter.CreateAsync(state.Record(0, States.Success).Record(1, States.Failure));

        var read = await new StoredProduct(adapter, state.Id).ReadAsync();

        Assert.Equal(Serializer.Serialize(written.State).ToString(), Serializer.Serialize(read).ToString());
    }

    [Fact]
    public async Task The_largest_state_that_is_accepted_is_stored()
    {
        var random = new Random(1);
        string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => char.ConvertFromUtf32(random.Next(0x4E00, 0x2A6DF) is var point && point is >= 0xD800 and < 0xE000 ? 'x' : point)));
        var state = States.New(await adapter.CreateUserAsync(), Text(1000), 999_999_999.99m, [.. Enumerable.Range(0, 100).Select(number => $"https://example.com/{number}/{Text(2000)}")])
            with
        { ProductDescription = Text(100_000) };
        var product = await adapter.CreateAsync(state);
        await product.WriteAsync(state.Delete(DateTimeOffset.UtcNow));

        Assert.True((await product.AgainAsync()).State.IsDeleted);
    }

    [Fact]
    public async Task A_key_that_was_never_written_has_no_record()
    {
        var product = new StoredProduct(adapter, Guid.NewGuid());
        await product.ReadAsync();

        Assert.False(product.Exists);
    }

    [Fact]
    public async Task A_second_first_write_is_refused_though_it_is_the_same()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));

        await Assert.ThrowsAsync<InconsistentStateException>(() => adapter.CreateAsync(product.State));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var stale = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a"));
        var current = await stale.AgainAsync();
        await current.WriteAsync(product => product.Rename("Current"));
        var (row, jobs) = (await adapter.RowAsync(stale.Id), await adapter.JobsAsync(stale.Id));

        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.WriteAsync(product => product.Remove(0)));

        Assert.Equal(row, await adapter.RowAsync(stale.Id));
        Assert.Equal(jobs, await adapter.JobsAsync(stale.Id));
        Assert.Empty(await adapter.DeletionsAsync(stale.Id));
        Assert.Equal("Current", (await stale.AgainAsync()).State.ProductName);
    }

    [Fact]
    public async Task A_change_of_what_was_never_created_is_refused()
    {
        var created = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        var state = created.State with { Id = Guid.NewGuid() };
        var other = new GrainState<ProductState>(state, "1");

        await Assert.ThrowsAsync<InconsistentStateException>(() => adapter.Storage.WriteStateAsync("product", States.KeyOf("product", state.Id), other));

        Assert.Null(await adapter.RowAsync(state.Id));
    }

    [Fact]
    public async Task Sixteen_concurrent_first_writes_leave_one_row()
    {
        var state = States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => OutcomeAsync(state.Rename($"Lamp {number}"))));

        Assert.Single(outcomes, won => won);
        Assert.True((await new StoredProduct(adapter, state.Id).ReadAsync()).Revision == 2);
        Assert.Single(await adapter.JobsAsync(state.Id));
    }

    [Fact]
    public async Task Sixteen_concurrent_changes_of_one_version_leave_one()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        var activations = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => product.AgainAsync()));

        var outcomes = await Task.WhenAll(activations.Select(async (activation, number) =>
        {
            var change = activation.WriteAsync(state => state.Rename($"Lamp {number}"));
            await change.ContinueWith(_ => { }, TaskScheduler.Default);
            return change.IsCompletedSuccessfully;
        }));

        Assert.Single(outcomes, won => won);
        Assert.Equal(2, (await product.AgainAsync()).State.Revision);
    }

    [Fact]
    public async Task A_product_of_an_unknown_user_is_refused()
    {
        var state = States.New(Guid.NewGuid());

        var failure = await Record.ExceptionAsync(() => adapter.CreateAsync(state));

        Assert.NotNull(failure);
        Assert.IsNotType<InconsistentStateException>(failure);
        Assert.Null(await adapter.RowAsync(state.Id));
    }

    [Fact]
    public async Task State_is_never_cleared()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));

        Assert.NotNull(await Record.ExceptionAsync(product.ClearAsync));

        Assert.True((await product.AgainAsync()).Exists);
    }

    [Fact]
    public async Task A_user_and_a_product_may_have_one_id()
    {
        var user = await adapter.CreateUserAsync();
        var product = await adapter.CreateAsync(States.New(user) with { Id = user });

        Assert.Equal("Lamp", (await product.AgainAsync()).State.ProductName);
    }

    [Fact]
    public async Task Every_change_gets_a_higher_number_than_all_before_it()
    {
        var user = await adapter.CreateUserAsync();
        var first = await adapter.CreateAsync(States.New(user));
        var second = await adapter.CreateAsync(States.New(user));
        await first.WriteAsync(product => product.Rename("Changed"));

        var created = await adapter.NumberAsync(adapter.CreationColumn, first.Id);
        Assert.True(created < await adapter.NumberAsync(adapter.CreationColumn, second.Id));
        Assert.True(await adapter.NumberAsync("change_seq", second.Id) < await adapter.NumberAsync("change_seq", first.Id));
    }

    private async Task<bool> OutcomeAsync(ProductState state)
    {
        var failure = await Record.ExceptionAsync(() => adapter.CreateAsync(state));
        Assert.True(failure is null or InconsistentStateException, failure?.ToString());
        return failure is null;
    }
}
