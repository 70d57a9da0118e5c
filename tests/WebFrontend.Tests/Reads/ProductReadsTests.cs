using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class ProductReadsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeCluster _cluster = FakeCluster.Create();
    private readonly ReadOptions _options = new() { MaxEntries = 10 };
    private readonly Guid _id = Guid.NewGuid();
    private readonly SiloSessions _sessions;
    private readonly ProductReads _reads;

    public ProductReadsTests()
    {
        _sessions = new(_cluster.Factory, Options.Create(_options), _time);
        _reads = new(_cluster.Factory, _sessions, new ReadMetrics(_services.GetRequiredService<IMeterFactory>()), Options.Create(_options));
    }

    public async ValueTask InitializeAsync()
    {
        await _reads.StartAsync(CancellationToken.None);
        await UntilAsync(() => { _sessions.Find(FakeCluster.Silo, 0); return _sessions.Find(FakeCluster.Silo, FakeCluster.Session) is { IsValid: true }; });
    }

    public async ValueTask DisposeAsync()
    {
        await _reads.StopAsync(CancellationToken.None);
        _reads.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_product_that_was_read_is_served_from_memory_until_it_is_dropped()
    {
        Answers(1);
        Assert.Equal((1L, 1L), (await ReadAsync(), await ReadAsync()));
        Assert.Equal(1, _cluster.Reads);

        await _reads.DropAsync(_id);
        Answers(2);

        Assert.Equal(2L, await ReadAsync());
    }

    [Fact]
    public async Task A_product_is_not_served_under_a_session_that_has_lapsed()
    {
        _cluster.Renew = _ => throw new InvalidOperationException("The silo is gone.");
        Answers(1);
        await ReadAsync();

        _time.Advance(_options.SessionLease * 0.95);
        Answers(2);

        Assert.Equal(2L, await ReadAsync());
    }

    [Fact]
    public async Task What_was_kept_under_a_session_that_could_not_go_on_stays_void()
    {
        Answers(1);
        await ReadAsync();
        _cluster.Renew = _ => throw new InvalidOperationException("The silo does not answer.");
        _time.Advance(_options.SessionLease);
        _cluster.Renew = _ => new SessionGrant(8, _options.SessionLease);
        await UntilAsync(() => { _time.Advance(_options.SessionLease / 5); return _sessions.Find(FakeCluster.Silo, 8) is { IsValid: true }; });
        Answers(2, session: 8);

        Assert.Equal(2L, await ReadAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task An_answer_without_our_session_is_not_kept(long session)
    {
        Answers(1, session);

        await ReadAsync();
        await ReadAsync();

        Assert.Equal(2, _cluster.Reads);
    }

    [Fact]
    public async Task That_a_product_is_not_there_is_not_kept()
    {
        Assert.Null(await _reads.ReadAsync(_id));
        Answers(1);

        Assert.Equal(1L, await ReadAsync());
    }

    [Fact]
    public async Task Those_who_come_together_are_one_call()
    {
        var answer = Holds();
        Task<long>[] all = [ReadAsync(), ReadAsync(), ReadAsync()];

        answer.SetResult(FakeCluster.Reading(1));

        Assert.All(await Task.WhenAll(all), revision => Assert.Equal(1L, revision));
        Assert.Equal(1, _cluster.Reads);
    }

    [Fact]
    public async Task Who_joins_a_call_whose_answer_may_not_be_kept_asks_again()
    {
        var answer = Holds();
        var (first, second) = (ReadAsync(), ReadAsync());

        Answers(2);
        answer.SetResult(FakeCluster.Reading(1, session: 0));

        Assert.Equal((1L, 2L), (await first, await second));
    }

    [Fact]
    public async Task A_product_that_was_dropped_while_it_was_asked_for_is_not_kept()
    {
        var answer = Holds();
        var first = ReadAsync();
        await _reads.DropAsync(_id);
        Answers(2);
        answer.SetResult(FakeCluster.Reading(1));

        Assert.Equal(1L, await first);
        Assert.Equal(2L, await ReadAsync());
    }

    [Fact]
    public async Task Who_comes_after_a_drop_does_not_get_what_was_asked_for_before()
    {
        var answer = Holds();
        var first = ReadAsync();
        await _reads.DropAsync(_id);
        Answers(2);

        Assert.Equal(2L, await ReadAsync());
        answer.SetResult(FakeCluster.Reading(1));
        Assert.Equal((1L, 2L), (await first, await ReadAsync()));
    }

    [Fact]
    public async Task A_failure_is_that_of_who_asked_and_the_others_ask_again()
    {
        var answer = Holds();
        var (first, second) = (ReadAsync(), ReadAsync());

        Answers(2);
        answer.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Equal(2L, await second);
    }

    [Fact]
    public async Task No_more_products_are_kept_than_there_may_be()
    {
        Answers(1);
        foreach (var id in Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList())
        {
            await _reads.ReadAsync(id);
        }

        await _reads.DropAsync(_id);
        Assert.True(_reads.Count <= _options.MaxEntries, $"{_reads.Count} products are kept.");
    }

    [Fact]
    public async Task A_front_end_that_stops_tells_the_silo_and_serves_no_more_from_memory()
    {
        Answers(1);
        await ReadAsync();

        await _reads.StopAsync(CancellationToken.None);

        Assert.Equal([FakeCluster.Session], _cluster.Ended);
        Answers(2);
        Assert.Equal(2L, await ReadAsync());
    }

    private void Answers(long revision, long session = FakeCluster.Session) =>
        _cluster.Read = () => Task.FromResult<ProductReading?>(FakeCluster.Reading(revision, session));

    private TaskCompletionSource<ProductReading?> Holds()
    {
        var answer = new TaskCompletionSource<ProductReading?>();
        _cluster.Read = () => answer.Task;
        return answer;
    }

    private async Task<long> ReadAsync() => (await _reads.ReadAsync(_id))!.Revision;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            await Task.Delay(1, limit.Token);
        }
    }
}
