using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class HoldingsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SessionKeeper _keeper = new(new FakeAuthority(), new FakeSilo(), Options.Create(new ReadOptions()), new FakeTimeProvider());
    private readonly Holdings _holdings;
    private readonly Guid _product = Guid.NewGuid();

    public HoldingsTests() => _holdings = new(_keeper, new ReadMetrics(_services.GetRequiredService<IMeterFactory>()));

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_front_end_that_holds_the_product_is_told_once_however_often_it_has_read()
    {
        var (frontend, holder) = Frontend(FakeHolder.ThatAnswers());
        Assert.NotEqual(0, _holdings.Give(frontend));
        Assert.Equal(_holdings.Give(frontend), _holdings.Give(frontend));

        await _holdings.RevokeAsync(_product);
        await _holdings.RevokeAsync(_product);

        Assert.Equal([_product], holder.Dropped);
    }

    [Fact]
    public void A_front_end_without_a_session_holds_nothing() => Assert.Equal(0, _holdings.Give(Guid.NewGuid()));

    [Fact]
    public void Nothing_is_given_from_a_revocation_until_the_change_is_shown()
    {
        var (frontend, _) = Frontend(FakeHolder.ThatAnswers());

        _ = _holdings.RevokeAsync(_product);
        Assert.Equal(0, _holdings.Give(frontend));
        _holdings.Reopen();

        Assert.NotEqual(0, _holdings.Give(frontend));
    }

    [Fact]
    public async Task A_revocation_waits_for_all_who_hold_the_product()
    {
        var (prompt, _) = Frontend(FakeHolder.ThatAnswers());
        var (slow, holder) = Frontend(new FakeHolder());
        _holdings.Give(prompt);
        _holdings.Give(slow);

        var revoked = _holdings.RevokeAsync(_product);
        Assert.False(revoked.IsCompleted);
        holder.Answer.SetResult();

        await revoked;
    }

    private (Guid Id, FakeHolder Holder) Frontend(FakeHolder holder)
    {
        var id = Guid.NewGuid();
        _keeper.Renew(id, holder, 0);
        return (id, holder);
    }
}
