using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Grains.Interfaces.Reads;
using Products.Silo.Membership;

namespace Products.Cluster.Tests.Membership;

/// <summary>One silo's authority, with a register of its own in a real Postgres and a clock that stands still.</summary>
public abstract class AuthorityTest(SiloPostgres postgres) : IAsyncLifetime
{
    /// <summary>Longer than a test takes: the register's clock is that of Postgres, and goes on.</summary>
    private protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private NpgsqlDataSource _database = null!;

    private protected WatchedTime Time { get; } = new();

    private protected FakeMembership Membership { get; } = new();

    private protected IOptions<ReadOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new ReadOptions { SessionLease = Lease });

    private protected SiloRegister Register { get; private set; } = null!;

    private protected Predecessors Predecessors { get; private set; } = null!;

    private protected MembershipAuthority Authority { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        Register = new SiloRegister(new NpgsqlConnectionStringBuilder(_database.ConnectionString));
        Predecessors = new Predecessors(Membership, Membership, Register, Options, Time, NullLogger<Predecessors>.Instance);
        Authority = new MembershipAuthority(Predecessors, Options, Time);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Register.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<SiloAddress> JoinAsync(int number)
    {
        var silo = FakeMembership.Silo(number);
        Membership.Set(silo, SiloStatus.Active);
        await Register.EnterAsync(silo.ToParsableString());
        return silo;
    }

    private protected Task<bool> HoldsAsync(SiloAddress silo) => Register.HoldsAsync(silo.ToParsableString());

    /// <summary>As an activation does that reads its state now.</summary>
    private protected Task<bool> TakeOverAsync(MembershipVersion view = default) => Authority.TakeOverAsync(view, Time.GetTimestamp(), CancellationToken.None).AsTask();
}
