using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>The reads of a front end that has a session with a silo.</summary>
public abstract class ReadsTest : IAsyncLifetime
{
    protected const int MaxEntries = 10;
    protected const long SessionId = 7;

    private readonly SiloSessions _sessions;

    protected ReadsTest()
    {
        var options = Options.Create(new ReadOptions { SessionLease = FakeCluster.Lease, MaxEntries = MaxEntries });
        _sessions = new SiloSessions(Silo.Factory, options, Time);
        Reads = new ProductReads(Silo.Factory, _sessions, new ReadMetrics(new Meters()), options);
    }

    protected static Guid Id { get; } = Guid.NewGuid();

    protected FakeCluster Silo { get; } = FakeCluster.Create();

    internal StandingTime Time { get; } = new();

    internal ProductReads Reads { get; }

    public virtual async ValueTask InitializeAsync()
    {
        Silo.Grant(SessionId);
        await Reads.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => Task.FromResult(_sessions.Find(Silo.Address, SessionId)), session => session is { IsValid: true });
        Silo.Renewal = () => new TaskCompletionSource<SessionGrant>().Task; // no later word
    }

    public async ValueTask DisposeAsync()
    {
        await Reads.StopAsync(CancellationToken.None);
        Reads.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers the oldest read that waits.</summary>
    protected void Answer(long revision, long session = SessionId) => Next().SetResult(Silo.Reading(revision, session));

    protected TaskCompletionSource<ProductReading?> Next() => Silo.Asked.First(call => !call.Task.IsCompleted);

    /// <summary>Reads a product, which is then kept if it may be.</summary>
    protected async Task<long> ReadAsync(long revision, long session = SessionId)
    {
        var read = Reads.ReadAsync(Id);
        Answer(revision, session);
        return (await read)!.Revision;
    }
}
