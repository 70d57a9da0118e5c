using System.Data.Common;

namespace Products.Silo.Storage;

/// <summary>A failure of the database as those see it who call the silo: a plain type that each process knows and Orleans can serialize.</summary>
internal static class DatabaseFailure
{
    /// <summary>Without the cause, which could not be serialized; the message is the cause's.</summary>
    public static IOException Of(DbException cause) => new($"The database failed: {cause.Message}");
}
