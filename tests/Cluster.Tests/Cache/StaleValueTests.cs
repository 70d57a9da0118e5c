using Orleans.Storage;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>No order of events brings an old value back.</summary>
public sealed class StaleValueTests : CacheTest
{
    [Fact]
    public async Task A_fill_that_a_write_overtook_is_refused() =>
        await FillLateAsync(async silo => await silo.WriteAsync(Id, await Inner.StoredAsync(Id), 2));

    [Fact]
    public async Task A_fill_that_a_write_and_a_flush_overtook_is_refused() => await FillLateAsync(async silo =>
    {
        await silo.WriteAsync(Id, await Inner.StoredAsync(Id), 2);
        await Redis.FlushAllAsync();
    });

    [Fact]
    public async Task A_fill_is_refused_when_the_mark_of_a_write_was_evicted() => await FillLateAsync(async silo =>
    {
        Inner.BeforeCommit = Redis.FlushAllAsync;
        await silo.WriteAsync(Id, await Inner.StoredAsync(Id), 2);
    });

    [Fact]
    public async Task A_fill_whose_lease_was_given_to_another_is_refused() => await FillLateAsync(async silo =>
    {
        await silo.WriteAsync(Id, await Inner.StoredAsync(Id), 2);
        await Redis.FlushAllAsync();
        await silo.Redis.ReadAsync(new CacheKey(silo.Redis.Run, "other"), "L:other");
    });

    [Fact]
    public async Task A_reader_that_comes_between_mark_and_commit_does_not_fill()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        Inner.BeforeCommit = async () => Assert.Equal(1, await silo.ContentAsync(Id));
        await silo.WriteAsync(Id, 2);

        Assert.Equal(2, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task A_reader_that_took_its_lease_after_the_mark_was_lost_does_not_fill_after_the_commit()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task? reader = null;
        Inner.BeforeCommit = async () =>
        {
            await Redis.FlushAllAsync();
            Inner.AfterRead = () => { reading.TrySetResult(); return go.Task; };
            reader = silo.ReadAsync(Id);
            await reading.Task;
            Inner.AfterRead = null;
        };
        await silo.WriteAsync(Id, 2);
        go.SetResult();
        await reader!;

        Assert.Equal(2, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task A_put_of_an_older_version_is_refused()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        var slow = await Inner.StoredAsync(Id);
        Inner.AfterCommit = async () =>
        {
            Inner.AfterCommit = null;
            await silo.WriteAsync(Id, await Inner.StoredAsync(Id), 3);
        };
        await silo.WriteAsync(Id, slow, 2);

        var reads = await ReadsAsync(async () => Assert.Equal(3, await silo.ContentAsync(Id)));
        Assert.Equal(0, reads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_writer_that_dies_before_or_after_its_commit_leaves_no_old_value(bool committed)
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        Inner.BeforeCommit = committed ? null : () => throw new IOException("Died.");
        Inner.AfterCommit = () => throw new IOException("Died.");
        await Assert.ThrowsAsync<IOException>(() => silo.WriteAsync(Id, 2));

        Assert.Equal(committed ? 2 : 1, await silo.ContentAsync(Id));
        Inner.BeforeCommit = Inner.AfterCommit = null;
        await silo.WriteAsync(Id, 3);
        Assert.Equal(3, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task An_activation_that_writes_over_a_newer_version_heals_the_cache()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        var old = await Inner.StoredAsync(Id);
        await silo.WriteAsync(Id, 2);
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.WriteAsync(Id, old, 9));

        var reads = await ReadsAsync(async () => Assert.Equal(2, await silo.ContentAsync(Id)));
        Assert.Equal(1, reads);
        Assert.Equal(0, await ReadsAsync(() => silo.ReadAsync(Id)));
    }

    [Fact]
    public async Task Two_that_create_the_same_leave_what_was_stored()
    {
        var silo = await SiloAsync();
        var (first, second) = (await silo.ReadAsync(Id), await silo.ReadAsync(Id));
        await silo.WriteAsync(Id, first, 1);
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.WriteAsync(Id, second, 9));

        Assert.Equal(1, await silo.ContentAsync(Id));
    }

    /// <summary>A reader has read version 1 when <paramref name="meanwhile"/> runs, and fills only then.</summary>
    private async Task FillLateAsync(Func<CachingSilo, Task> meanwhile)
    {
        var silo = await SiloAsync();
        await Inner.WriteFirstAsync(Id, 1);
        Inner.AfterRead = async () =>
        {
            Inner.AfterRead = null;
            await meanwhile(silo);
            Inner.BeforeCommit = null;
        };
        await silo.ReadAsync(Id);

        Assert.Equal(2, await silo.ContentAsync(Id));
    }
}
