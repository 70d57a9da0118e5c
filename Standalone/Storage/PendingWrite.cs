using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>A write that waits for its transaction, and for that one's commit.</summary>
internal abstract class PendingWrite
{
    /// <summary>Runs the statement; never throws.</summary>
    public abstract Task RunAsync(SqliteConnection connection);

    /// <summary>Tells the caller: the failure of the whole transaction, or else the statement's own outcome.</summary>
    public abstract void End(Exception? failure);
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(Func<SqliteConnection, Task<T>> work) : PendingWrite
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? _result;

    public Task<T> Outcome => _outcome.Task;

    public override async Task RunAsync(SqliteConnection connection)
    {
        try
        {
            _result = work(connection);
            await _result;
        }
        catch (Exception failed)
        {
            _result = Task.FromException<T>(failed);
        }
    }

    public override void End(Exception? failure)
    {
        if (failure is not null)
        {
            _outcome.SetException(failure);
        }
        else
        {
            _outcome.SetFromTask(_result!);
        }
    }
}
