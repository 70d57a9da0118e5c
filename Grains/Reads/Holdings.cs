namespace Products.Grains.Reads;

/// <summary>Which front ends hold a product, so that a change is shown only once none of them serves what was before.</summary>
/// <remarks>Belongs to one activation, and is used by its calls only.</remarks>
internal sealed class Holdings(SessionKeeper keeper, ReadMetrics metrics)
{
    private List<Session>? _holders;
    private bool _closed;

    /// <returns>The session under which the front end may keep what it is answered; 0 when it may not.</returns>
    public long Give(Guid holder)
    {
        if (_closed || keeper.Find(holder) is not { } session)
        {
            return 0;
        }

        if (_holders?.Contains(session) != true)
        {
            _holders?.RemoveAll(other => other.IsOver);
            (_holders ??= new(1)).Add(session);
        }

        return session.Id;
    }

    /// <summary>Gives no more, and returns once no front end serves the product from memory.</summary>
    public Task RevokeAsync(Guid product)
    {
        _closed = true;
        var holders = _holders;
        _holders = null;
#if WITHOUT_REVOCATION
        holders = null;
#endif
        return holders is null ? Task.CompletedTask : Task.WhenAll(holders.Select(session => DropAsync(session, product)));
    }

    /// <summary>Gives again.</summary>
    public void Reopen() => _closed = false;

    private async Task DropAsync(Session session, Guid product)
    {
        metrics.Revoked(answered: await session.DropAsync(product));
    }
}
