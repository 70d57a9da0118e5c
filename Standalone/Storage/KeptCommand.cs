using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>A command whose disposal makes it ready for the next use; its prepared statements stay while its text does.</summary>
internal sealed class KeptCommand : SqliteCommand
{
    private bool _taken;

    public KeptCommand(SqliteConnection connection)
    {
        Connection = connection;
        CommandTimeout = connection.DefaultTimeout;
    }

    public bool TryTake() => !_taken && (_taken = true);

    public void DisposeForGood() => base.Dispose(disposing: true);

#pragma warning disable CA2215 // not to be disposed of is what it is for
    protected override void Dispose(bool disposing)
    {
        Parameters.Clear();
        _taken = false;
    }
#pragma warning restore CA2215
}
