using System.Diagnostics.Metrics;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class HoldingsTests
{
    private static readonly Guid Product = Guid.NewGuid();

    private readonly FakeSiloDetails _silo = new();
    private readonly FakeHolder _reference = new();
    private readonly Guid _holder = Guid.NewGuid();
    private readonly SessionKeeper _keeper;
    private readonly Holdings _holdings;

    public HoldingsTests()
    {
        _keeper = _silo.Keeper();
        _holdings = new Holdings(_keeper, new ReadMetrics(new Meters()));
    }

    [Fact]
    public async Task A_front_end_without_a_session_may_not_keep_the_product()
    {
        Assert.Equal(0, _holdings.Give(_holder));
        Assert.Equal(0, _holdings.Give(Guid.Empty));

        await _holdings.RevokeAsync(Product);
        Assert.Empty(_reference.Told);
    }

    [Fact]
    public async Task A_front_end_that_reads_twice_is_told_once()
    {
        var session = Connect(_holder, _reference);
        Assert.Equal(session, _holdings.Give(_holder));
        Assert.Equal(session, _holdings.Give(_holder));

        _reference.Answer();
        await _holdings.RevokeAsync(Product);
        Assert.Equal([Product], _reference.Told);
    }

    [Fact]
    public async Task What_was_taken_back_is_not_taken_back_again()
    {
        Connect(_holder, _reference);
        _holdings.Give(_holder);
        _reference.Answer();
        await _holdings.RevokeAsync(Product);

        await _holdings.RevokeAsync(Product);
        Assert.Single(_reference.Told);
    }

    [Fact]
    public async Task Nothing_may_be_kept_from_a_revocation_until_it_is_reopened()
    {
        var session = Connect(_holder, _reference);
        _holdings.Give(_holder);
        var revoked = _holdings.RevokeAsync(Product);
        Assert.Equal(0, _holdings.Give(_holder));
        _reference.Answer();
        await revoked;
        Assert.Equal(0, _holdings.Give(_holder));

        _holdings.Reopen();
        Assert.Equal(session, _holdings.Give(_holder));
    }

    [Fact]
    public async Task A_revocation_waits_for_every_front_end()
    {
        var other = new FakeHolder();
        var (one, two) = (_holder, Guid.NewGuid());
        Connect(one, _reference);
        Connect(two, other);
        _holdings.Give(one);
        _holdings.Give(two);

        var revoked = _holdings.RevokeAsync(Product);
        Assert.Equal([Product, Product], _reference.Told.Concat(other.Told));
        _reference.Answer();
        Assert.False(revoked.IsCompleted);
        other.Answer();
        await revoked;
    }

    [Fact]
    public async Task A_front_end_whose_session_was_replaced_is_told_under_both()
    {
        Connect(_holder, _reference);
        _holdings.Give(_holder);
        Connect(_holder, _reference); // it has not heard of the first one, or has forgotten it
        _holdings.Give(_holder);

        _reference.Answer();
        await _holdings.RevokeAsync(Product);
        Assert.Equal(2, _reference.Told.Count);
    }

    [Fact]
    public async Task A_front_end_whose_session_is_over_is_not_asked()
    {
        Connect(_holder, _reference);
        _holdings.Give(_holder);
        _silo.Time.Advance(FakeSiloDetails.Lease);

        await _holdings.RevokeAsync(Product);
        Assert.Empty(_reference.Told);
    }

    private long Connect(Guid holder, FakeHolder reference) => _keeper.Renew(holder, reference, 0).Session;

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
