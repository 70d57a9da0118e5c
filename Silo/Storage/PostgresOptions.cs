using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Products.Silo.Storage;

/// <summary>The database of the cluster, from the <c>Postgres</c> section.</summary>
internal sealed class PostgresOptions : IValidatableObject
{
    public const string Section = "Postgres";

    /// <summary>A whole Npgsql connection string. What it says wins over the settings below; what it leaves out is taken from them.</summary>
    /// <value>None by default.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Where the server is: one host, because a standby would be read from when the first has no connection left.</summary>
    /// <value>The default is <c>localhost</c>.</value>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>The server's port.</summary>
    /// <value>1 to 65535; the default is 5432.</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 5432;

    /// <summary>The role, which needs the right to create tables in the database.</summary>
    /// <value>The default is <c>products</c>.</value>
    [Required]
    public string User { get; set; } = "products";

    /// <summary>The role's password; never logged.</summary>
    /// <value>None by default.</value>
    public string? Password { get; set; }

    /// <summary>The database, in encoding UTF8. It is not created.</summary>
    /// <value>The default is <c>products</c>.</value>
    [Required]
    public string Database { get; set; } = "products";

    /// <summary>Connections that one silo opens at most.</summary>
    /// <value>2 to 1000; the default is 32.</value>
    [Range(2, 1000)]
    public int MaxPoolSize { get; set; } = 32;

    /// <summary>How long one statement may take. A grain call may take 30 seconds, and waits for its storage.</summary>
    /// <value>1 to 20 seconds, whole ones; the default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a silo that starts waits for a database that does not answer, or that another silo is upgrading.</summary>
    /// <value>1 second to 1 hour; the default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Refusal() is { } reason)
        {
            yield return new ValidationResult(reason, [Host.Contains(',', StringComparison.Ordinal) ? nameof(Host) : nameof(ConnectionString)]);
        }
    }

    /// <summary>The connection string that results; the later of two values for one keyword wins.</summary>
    public NpgsqlConnectionStringBuilder ToConnectionString()
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Username = User,
            Password = Password,
            Database = Database,
            ApplicationName = "products-silo",
            MaxPoolSize = MaxPoolSize,
            CommandTimeout = (int)CommandTimeout.TotalSeconds,
            Timeout = 5, // seconds to connect, or to wait for a connection of the pool
            KeepAlive = 30,
            TcpKeepAlive = true,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // no statement of ours leaves anything in its session
        };
        return new NpgsqlConnectionStringBuilder($"{settings.ConnectionString};{ConnectionString}");
    }

    /// <summary>The exception's own text is not passed on: it may repeat a part of the string, and so a secret.</summary>
    private string? Refusal()
    {
        try
        {
            return ToConnectionString() switch
            {
                { CommandTimeout: < 1 or > 20 } => "Command Timeout must be 1 to 20 seconds.",
                { Host: { } host } when host.Contains(',', StringComparison.Ordinal) => "Host must be one host; several need an address before them that leads to the primary.",
                _ => null,
            };
        }
        catch (ArgumentException)
        {
            return "This is no Npgsql connection string.";
        }
    }
}
