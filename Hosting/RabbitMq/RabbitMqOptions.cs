using System.ComponentModel.DataAnnotations;
using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>How RabbitMQ is reached, from the <c>RabbitMq</c> section.</summary>
public sealed class RabbitMqOptions : IValidatableObject
{
    public const string Section = "RabbitMq";

    /// <summary>
    /// What RabbitMQ takes by default at most (since version 4 less), and the most that the client can be told. At a larger message the
    /// client ends the connection, and the message stands at the head of its queue for ever; the client's own default is half of this.
    /// </summary>
    private const uint LargestMessage = 128 << 20;

    /// <summary>The broker's host name or address.</summary>
    /// <value>The default is <c>localhost</c>.</value>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>The broker's port.</summary>
    /// <value>1 to 65535; the default is 5672, or 5671 with TLS.</value>
    [Range(1, 65535)]
    public int? Port { get; set; }

    /// <value>The default is <c>guest</c>, whom RabbitMQ lets in from its own machine only.</value>
    [Required]
    public string User { get; set; } = "guest";

    /// <value>The default is <c>guest</c>. Never logged.</value>
    public string Password { get; set; } = "guest";

    /// <value>The default is <c>/</c>.</value>
    [Required]
    public string VirtualHost { get; set; } = "/";

    /// <summary>All of the above in one, such as <c>amqps://user:password@host:5671/vhost</c>; wins over them.</summary>
    /// <value>The default is none. Never logged.</value>
    public string? Uri { get; set; }

    /// <summary>Encrypt the connection, and check the broker's certificate.</summary>
    /// <value>The default is false; a <c>Uri</c> says it by its scheme.</value>
    public bool UseTls { get; set; }

    /// <summary>How often either side shows that it is there; a silent one is given up after twice this time.</summary>
    /// <value>1 second to 5 minutes; the default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit for a connection, and for each question to the broker.</summary>
    /// <value>0.1 s to 1 minute; the default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The time limit for a message to be confirmed; after it the connection is built anew.</summary>
    /// <value>0.1 s to 1 minute; the default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Uri) && !(System.Uri.TryCreate(Uri, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"))
        {
            yield return new ValidationResult("Must be a URI that begins with amqp:// or amqps://.", [nameof(Uri)]);
        }
    }

    /// <summary>Nothing is recovered by the client itself: whoever uses a connection notices its end, and builds a new one.</summary>
    internal ConnectionFactory ToFactory()
    {
        var factory = new ConnectionFactory
        {
            HostName = Host,
            Port = Port ?? AmqpTcpEndpoint.UseDefaultPort,
            UserName = User,
            Password = Password,
            VirtualHost = VirtualHost,
            Ssl = { Enabled = UseTls, ServerName = Host },
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = ConnectTimeout,
            HandshakeContinuationTimeout = ConnectTimeout,
            ContinuationTimeout = ConnectTimeout,
        };
        if (!string.IsNullOrEmpty(Uri))
        {
            factory.Uri = new Uri(Uri);
        }

        factory.MaxInboundMessageBodySize = LargestMessage; // last, because the Uri sets it back
        return factory;
    }
}
