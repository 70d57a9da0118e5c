using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>An image job as a message: the job is the body, its life so far stands in the headers.</summary>
/// <param name="Job">The job.</param>
/// <param name="History">The failed attempts, oldest first.</param>
/// <param name="Reason">Why it failed for good; null while it is alive.</param>
public sealed record JobMessage(ImageJob Job, IReadOnlyList<FailedAttempt> History, ImageError? Reason = null)
{
    /// <summary>A larger body is no image job.</summary>
    public const int MaxBytes = 64 << 10;

    private const int KnownVersion = 1;

    private const string TraceParentHeader = "traceparent";
    private const string AttemptsHeader = "attempts";
    private const string HistoryHeader = "history";
    private const string ReasonHeader = "reason";

    public static JobMessage Of(ImageJob job) => new(job, []);

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(Job, JobMessageJson.Default.ImageJob);

    /// <summary>Always new ones: a header that the broker added tells of the message's past, not of its future.</summary>
    public BasicProperties ToProperties() => new()
    {
        ContentType = "application/json",
        Persistent = true,
        MessageId = $"{Job.ImageId}:{Job.Generation}",
        Headers = ToHeaders(),
    };

    /// <returns>Null when it is no image job of a known version.</returns>
    public static JobMessage? Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            var job = JsonSerializer.Deserialize(body.Span, JobMessageJson.Default.ImageJob);
            var history = TextHeader(properties, HistoryHeader) is { } past ? JsonSerializer.Deserialize(past, JobMessageJson.Default.IReadOnlyListFailedAttempt)! : [];
            var reason = TextHeader(properties, ReasonHeader) is { } why ? JsonSerializer.Deserialize(why, JobMessageJson.Default.ImageError) : null;
            return job is { Version: KnownVersion } && !Texts(job, history, reason).Any(text => text.Contains('\0'))
                ? new JobMessage(job, history, reason)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null; // whoever asked keeps the message as it is
        }
    }

    private Dictionary<string, object?> ToHeaders()
    {
        var headers = new Dictionary<string, object?>
        {
            [AttemptsHeader] = History.Count,
            [HistoryHeader] = JsonSerializer.Serialize(History, JobMessageJson.Default.IReadOnlyListFailedAttempt),
        };
        if (Job.TraceParent is not null)
        {
            headers[TraceParentHeader] = Job.TraceParent;
        }

        if (Reason is not null)
        {
            headers[ReasonHeader] = JsonSerializer.Serialize(Reason, JobMessageJson.Default.ImageError);
        }

        return headers;
    }

    /// <summary>None of ours has a NUL, which Postgres could not store.</summary>
    private static IEnumerable<string> Texts(ImageJob job, IReadOnlyList<FailedAttempt> history, ImageError? reason)
    {
        IEnumerable<ImageError?> errors = [.. history.Select(attempt => attempt.Error), reason];
        return [job.Source, job.TraceParent ?? "", .. errors.SelectMany(error => new[] { error?.Code ?? "", error?.Detail ?? "" })];
    }

    private static string? TextHeader(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
}

/// <summary>The JSON of job messages: snake_case, readable by any tool.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImageJob))]
[JsonSerializable(typeof(ImageError))]
[JsonSerializable(typeof(IReadOnlyList<FailedAttempt>))]
internal sealed partial class JobMessageJson : JsonSerializerContext;
