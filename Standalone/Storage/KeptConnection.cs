using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>A connection that stays open, and keeps the statements that SQLite prepared for its last command.</summary>
/// <remarks>
/// Orleans' storage opens a connection and makes a command for each write, and parsing that statement with its triggers
/// costs more than running it. Not thread safe: it belongs to the one writer.
/// </remarks>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    private KeptCommand? _command;

    /// <summary>The kept command, or a new one while that is in use. A command with another text is parsed anew.</summary>
    public override SqliteCommand CreateCommand()
    {
        _command ??= new KeptCommand(this);
        return _command.TryTake() ? _command : base.CreateCommand();
    }

    /// <summary>Does nothing: the one who uses it is done, the next one follows.</summary>
    public override void Close()
    {
    }

    public void CloseForGood()
    {
        _command?.DisposeForGood();
        base.Close();
        base.Dispose(disposing: true);
    }

#pragma warning disable CA2215 // not to be disposed of is what it is for
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
