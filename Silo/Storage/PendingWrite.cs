namespace Products.Silo.Storage;

/// <summary>A product's state that waits to be stored.</summary>
/// <param name="id">The product.</param>
/// <param name="version">The version that it must have now; 0 when it must not be there.</param>
/// <param name="json">The state.</param>
/// <param name="since">When it began to wait, as a timestamp of the writer's clock.</param>
internal sealed class PendingWrite(Guid id, int version, byte[] json, long since)
{
    private readonly TaskCompletionSource<WriteOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Id => id;

    public int Version => version;

    public byte[] Json => json;

    public long Since => since;

    public Task<WriteOutcome> Outcome => _outcome.Task;

    public void End(WriteOutcome outcome) => _outcome.SetResult(outcome);

    public void Fail(Exception failure) => _outcome.SetException(failure);
}

/// <summary>What became of a write.</summary>
internal enum WriteOutcome
{
    /// <summary>It is committed, with the next version.</summary>
    Stored,

    /// <summary>Nothing was written: the product has another version.</summary>
    Conflict,

    /// <summary>Nothing was written: another silo has taken this silo's grains over.</summary>
    Replaced,

    /// <summary>Nothing was written: the statement failed, perhaps of another write. It is to be written alone.</summary>
    Alone,
}
