using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>What the broker says in its headers about a message's life. Never throws: whoever sent the message can have written them.</summary>
public static class MessageLife
{
    private const string DeliveryLimit = "delivery_limit";
    private const long LastSecond = 253_402_300_799; // of the year 9999

    /// <summary>How often it was handed out and came back. RabbitMQ 3 counts every return; 4 counts a vanished consumer apart.</summary>
    public static long Returns(IReadOnlyBasicProperties properties) =>
        Math.Max(Number(properties, "x-delivery-count"), Number(properties, "x-acquired-count"));

    /// <summary>Whether it died because it came back too often.</summary>
    public static bool ReturnedTooOften(IReadOnlyBasicProperties properties) =>
        LatestDeath(properties)?.TryGetValue("reason", out var reason) == true && reason is byte[] text && Encoding.UTF8.GetString(text) == DeliveryLimit;

    /// <summary>When the broker buried it; null when a worker did.</summary>
    public static DateTimeOffset? DiedAt(IReadOnlyBasicProperties properties) =>
        LatestDeath(properties)?.TryGetValue("time", out var time) == true && time is AmqpTimestamp { UnixTime: >= 0 and <= LastSecond } stamp
            ? DateTimeOffset.FromUnixTimeSeconds(stamp.UnixTime)
            : null;

    /// <summary>The broker puts the latest death first.</summary>
    private static IDictionary<string, object?>? LatestDeath(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue("x-death", out var deaths) == true && deaths is IList<object?> { Count: > 0 } list ? list[0] as IDictionary<string, object?> : null;

    private static long Number(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) == true && value is sbyte or byte or short or ushort or int or uint or long
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : 0;
}
