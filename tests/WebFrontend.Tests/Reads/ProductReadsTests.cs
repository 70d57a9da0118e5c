using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class ProductReadsTests : ReadsTest
{
    [Fact]
    public async Task A_product_that_was_read_is_served_from_memory()
    {
        Assert.Equal(1, await ReadAsync(revision: 1));

        Assert.True(Reads.TryGet(Id, out var kept));
        Assert.Equal(1, kept.Revision);
        Assert.Same(kept, await Reads.ReadAsync(Id));
        Assert.Single(Silo.Asked);
    }

    [Fact]
    public async Task A_product_that_was_dropped_is_asked_for_again()
    {
        await ReadAsync(revision: 1);
        await Reads.DropAsync(Id);

        Assert.False(Reads.TryGet(Id, out _));
        Assert.Equal(2, await ReadAsync(revision: 2));
    }

    [Fact]
    public async Task A_drop_of_an_unknown_product_is_acknowledged()
    {
        await ReadAsync(revision: 1);
        await Reads.DropAsync(Guid.NewGuid());

        Assert.True(Reads.TryGet(Id, out _));
    }

    [Fact]
    public async Task An_answer_under_way_when_the_product_is_dropped_is_for_who_asked_and_not_kept()
    {
        var read = Reads.ReadAsync(Id);
        await Reads.DropAsync(Id);
        Answer(revision: 1);

        Assert.Equal(1, (await read)!.Revision);
        Assert.False(Reads.TryGet(Id, out _));
    }

    [Fact]
    public async Task Who_comes_after_the_drop_gets_nothing_that_was_asked_before_it()
    {
        var before = Reads.ReadAsync(Id);
        await Reads.DropAsync(Id);
        var after = Reads.ReadAsync(Id);
        Answer(revision: 1);
        Assert.Equal(1, (await before)!.Revision);
        Assert.False(after.IsCompleted);

        Answer(revision: 2);
        Assert.Equal(2, (await after)!.Revision);
        Assert.True(Reads.TryGet(Id, out var kept));
        Assert.Equal(2, kept.Revision);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_does_not_replace_what_is_kept()
    {
        var before = Reads.ReadAsync(Id);
        var late = Next();
        await Reads.DropAsync(Id);
        var after = Reads.ReadAsync(Id);
        Silo.Asked.Last().SetResult(Silo.Reading(2, SessionId));
        await after;

        late.SetResult(Silo.Reading(1, SessionId));
        await before;
        Assert.True(Reads.TryGet(Id, out var kept));
        Assert.Equal(2, kept.Revision);
    }

    [Fact]
    public async Task Those_who_join_share_one_call_when_its_answer_may_be_kept()
    {
        var reads = Enumerable.Range(0, 5).Select(_ => Reads.ReadAsync(Id)).ToList();
        Answer(revision: 1);

        foreach (var read in reads)
        {
            Assert.Equal(1, (await read)!.Revision);
        }

        Assert.Single(Silo.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SessionId - 1)]
    public async Task Those_who_joined_ask_themselves_when_the_answer_may_not_be_kept(long session)
    {
        var first = Reads.ReadAsync(Id);
        var joined = Reads.ReadAsync(Id);
        Answer(revision: 1, session);
        Assert.Equal(1, (await first)!.Revision);
        Assert.False(Reads.TryGet(Id, out _));

        await AskedAsync(times: 2);
        Answer(revision: 2);
        Assert.Equal(2, (await joined)!.Revision);
    }

    [Fact]
    public async Task Those_who_joined_ask_themselves_when_the_call_fails()
    {
        var first = Reads.ReadAsync(Id);
        var joined = Reads.ReadAsync(Id);
        Next().SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(async () => await first);

        await AskedAsync(times: 2);
        Answer(revision: 1);
        Assert.Equal(1, (await joined)!.Revision);
    }

    /// <summary>A process that halts between keeping an answer and handing it on may find that the silo has waited long enough.</summary>
    [Fact]
    public async Task Those_who_joined_ask_themselves_when_the_session_is_over_by_then()
    {
        var first = Reads.ReadAsync(Id);
        var joined = Reads.ReadAsync(Id);
        Time.PauseAfterNextLook(FakeCluster.Lease);
        Answer(revision: 1);
        Assert.Equal(1, (await first)!.Revision);

        await AskedAsync(times: 2);
        Answer(revision: 2);
        Assert.Equal(2, (await joined)!.Revision);
    }

    [Fact]
    public async Task A_product_that_is_not_there_is_never_remembered()
    {
        foreach (var times in new[] { 1, 2 })
        {
            var read = Reads.ReadAsync(Id);
            Next().SetResult(null);
            Assert.Null(await read);
            Assert.Equal(times, Silo.Asked.Count);
        }

        Assert.Equal(1, await ReadAsync(revision: 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SessionId - 1)]
    public async Task Nothing_is_kept_without_the_session_that_the_silo_speaks_of(long session)
    {
        await ReadAsync(revision: 1, session);

        Assert.False(Reads.TryGet(Id, out _));
        Assert.Equal(2, await ReadAsync(revision: 2, session));
    }

    [Fact]
    public async Task What_is_kept_is_not_served_once_the_session_is_over()
    {
        await ReadAsync(revision: 1);
        Time.Advance(FakeCluster.Lease * 0.94);
        Assert.True(Reads.TryGet(Id, out _));

        Time.Advance(FakeCluster.Lease * 0.01);
        Assert.False(Reads.TryGet(Id, out _));
        Assert.Equal(2, await ReadAsync(revision: 2));
    }

    [Fact]
    public async Task No_more_is_kept_than_there_is_room_for()
    {
        var products = Enumerable.Range(0, 20 * MaxEntries).Select(_ => Guid.NewGuid()).ToList();
        foreach (var product in products)
        {
            var read = Reads.ReadAsync(product);
            Answer(revision: 1);
            await read;
        }

        Assert.InRange(products.Count(product => Reads.TryGet(product, out _)), 1, MaxEntries);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_kept_each_read_asks_in_the_name_of_nobody()
    {
        var options = Options.Create(new ReadOptions { Enabled = false });
        var sessions = new SiloSessions(Silo.Factory, options, Time);
        using var reads = new ProductReads(Silo.Factory, sessions, new ReadMetrics(new Meters()), options);
        var (one, two) = (reads.ReadAsync(Id).AsTask(), reads.ReadAsync(Id).AsTask());
        Assert.Equal(2, Silo.Asked.Count);

        Answer(revision: 1);
        Answer(revision: 1);
        Assert.Equal((1, 1), ((await one)!.Revision, (await two)!.Revision));
        Assert.False(reads.TryGet(Id, out _));
        Assert.Equal(Guid.Empty, sessions.Holder);
    }

    private Task AskedAsync(int times) => Until.TrueAsync(() => Task.FromResult(Silo.Asked.Count), asked => asked == times);
}
