using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class SiloSessionsTests : IReadHolder
{
    private readonly FakeCluster _silo = FakeCluster.Create();
    private readonly StandingTime _time = new();
    private readonly SiloSessions _sessions;

    public SiloSessionsTests() => _sessions = new(_silo.Factory, Options.Create(new ReadOptions { SessionLease = FakeCluster.Lease }), _time);

    [Fact]
    public async Task A_silo_is_asked_once_a_product_was_read_from_it()
    {
        await using var keeping = new Keeping(this);
        _silo.Grant(5);

        var session = await FoundAsync(5);
        Assert.True(session.IsValid);
        Assert.Null(_sessions.Find(_silo.Address, 4));
    }

    [Fact]
    public async Task A_session_is_renewed_long_before_it_is_over()
    {
        await using var keeping = new Keeping(this);
        _silo.Grant(5);
        var session = await FoundAsync(5);
        for (var renewals = 0; renewals < 10; renewals++)
        {
            await AskedAgainAsync();
            Assert.True(session.IsValid);
        }
    }

    [Fact]
    public async Task A_session_counts_from_before_it_was_asked_for()
    {
        await using var keeping = new Keeping(this);
        var answer = new TaskCompletionSource<SessionGrant>();
        var asked = new TaskCompletionSource();
        _silo.Renewal = () =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        await Until.TrueAsync(() => Task.FromResult(_sessions.Find(_silo.Address, 5) is null && asked.Task.IsCompleted), done => done);
        _silo.Renewal = () => new TaskCompletionSource<SessionGrant>().Task; // no later word
        _time.Advance(FakeCluster.Lease * 0.5);
        answer.SetResult(new SessionGrant(5, FakeCluster.Lease));

        var session = await FoundAsync(5);
        _time.Advance(FakeCluster.Lease * 0.45);
        Assert.False(session.IsValid);
    }

    [Fact]
    public async Task A_front_end_that_stops_serves_nothing_more_and_tells_the_silo()
    {
        var keeping = new Keeping(this);
        _silo.Grant(5);
        var session = await FoundAsync(5);
        await keeping.DisposeAsync();

        Assert.False(session.IsValid);
        Assert.Equal([5], _silo.Ended);
    }

    /// <summary>Else changes would wait for it, which serves it to nobody.</summary>
    [Fact]
    public async Task A_session_that_comes_after_the_stop_is_ended_too()
    {
        var keeping = new Keeping(this);
        _silo.Grant(5);
        await FoundAsync(5);
        var late = new TaskCompletionSource<SessionGrant>();
        var asked = new TaskCompletionSource();
        _silo.Renewal = () =>
        {
            asked.TrySetResult();
            return late.Task;
        };
        _time.Advance(FakeCluster.Lease / 5);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await keeping.DisposeAsync();
        late.SetResult(new SessionGrant(6, FakeCluster.Lease));
        await Until.TrueAsync(() => Task.FromResult(_silo.Ended.ToArray()), ended => ended.Contains(6));
        Assert.False(_sessions.Find(_silo.Address, 6)!.IsValid);
    }

    Task IReadHolder.DropAsync(Guid productId) => Task.CompletedTask;

    private Task<SiloSession> FoundAsync(long id) =>
        Until.TrueAsync(() => Task.FromResult(_sessions.Find(_silo.Address, id)!), session => session is not null);

    /// <summary>A fifth of the lease later.</summary>
    private async Task AskedAgainAsync()
    {
        var asked = new TaskCompletionSource();
        _silo.Renewal = () =>
        {
            asked.TrySetResult();
            return Task.FromResult(new SessionGrant(5, FakeCluster.Lease));
        };
        _time.Advance(FakeCluster.Lease / 5);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Keeps sessions until it is disposed.</summary>
    private sealed class Keeping : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _keeping;

        public Keeping(SiloSessionsTests test) => _keeping = test._sessions.KeepAsync(test, _stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
