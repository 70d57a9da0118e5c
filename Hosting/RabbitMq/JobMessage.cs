using System.Diagnostics;
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
/// <param name="PutOffs">How often its product could not be asked since the last attempt.</param>
public sealed record JobMessage(ImageJob Job, IReadOnlyList<FailedAttempt> History, ImageError? Reason = null, int PutOffs = 0)
{
    /// <summary>A larger body is no image job, nor is one with a larger header: with one attempt more it could not be sent on.</summary>
    public const int MaxBytes = 64 << 10;

    private const int KnownVersion = 1;
    private const int TraceParentLength = 55;

    private const string TraceParentHeader = "traceparent";
    private const string AttemptsHeader = "attempts";
    private const string HistoryHeader = "history";
    private const string ReasonHeader = "reason";
    private const string PutOffsHeader = "put_offs";

    /// <summary>W3C trace context of whoever sent the message; what takes it up goes on from there.</summary>
    public string? TraceParent { get; init; } = Job.TraceParent;

    /// <summary>Of the job: each of its messages has it.</summary>
    public string Id => $"{Job.ImageId}:{Job.Generation}";

    public static JobMessage Of(ImageJob job) => new(job, []);

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(Job, JobMessageJson.Default.ImageJob);

    /// <summary>Always new ones: a header that the broker added tells of the message's past, not of its future.</summary>
    public BasicProperties ToProperties() => new()
    {
        ContentType = "application/json",
        Persistent = true,
        MessageId = Id,
        Headers = ToHeaders(),
    };

    /// <returns>Null when it is no image job of a known version, or a header of ours holds what we never write.</returns>
    public static JobMessage? Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.Length <= MaxBytes && Parse(properties, body) is { } message && message.IsOurs() ? message : null;
        }
        catch (Exception)
        {
            return null; // anybody can have written it, so anything can be wrong; whoever asked keeps the message as it is
        }
    }

    private static JobMessage? Parse(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var job = JsonSerializer.Deserialize(body.Span, JobMessageJson.Default.ImageJob);
        var history = TextHeader(properties, HistoryHeader) is { } past ? JsonSerializer.Deserialize(past, JobMessageJson.Default.IReadOnlyListFailedAttempt) : [];
        var reason = TextHeader(properties, ReasonHeader) is { } why ? JsonSerializer.Deserialize(why, JobMessageJson.Default.ImageError) : null;
        return job is null || history is null ? null : new JobMessage(job, history, reason, PutOffsOf(properties)) { TraceParent = TraceParentOf(properties) ?? job.TraceParent };
    }

    /// <summary>A list's elements may be null whatever their type says. A NUL is in no text of ours, and Postgres could not store it.</summary>
    private bool IsOurs() => Job.Version == KnownVersion && !History.Contains(null!) && !Texts().Any(text => text.Contains('\0'));

    private Dictionary<string, object?> ToHeaders()
    {
        var headers = new Dictionary<string, object?>
        {
            [AttemptsHeader] = History.Count,
            [HistoryHeader] = JsonSerializer.Serialize(History, JobMessageJson.Default.IReadOnlyListFailedAttempt),
        };
        if (TraceParent is not null)
        {
            headers[TraceParentHeader] = TraceParent;
        }

        if (PutOffs > 0)
        {
            headers[PutOffsHeader] = PutOffs;
        }

        if (Reason is not null)
        {
            headers[ReasonHeader] = JsonSerializer.Serialize(Reason, JobMessageJson.Default.ImageError);
        }

        return headers;
    }

    private IEnumerable<string> Texts()
    {
        IEnumerable<ImageError?> errors = [.. History.Select(attempt => attempt.Error), Reason];
        return [Job.Source, Job.TraceParent ?? "", .. errors.SelectMany(error => new[] { error?.Code ?? "", error?.Detail ?? "" })];
    }

    /// <returns>Null for what is none: that does a job no harm.</returns>
    internal static string? TraceParentOf(IReadOnlyBasicProperties properties)
    {
        object? value = null;
        return properties.Headers?.TryGetValue(TraceParentHeader, out value) == true
            && value is byte[] { Length: TraceParentLength } text && ActivityContext.TryParse(Encoding.ASCII.GetString(text), null, out _)
            ? Encoding.ASCII.GetString(text)
            : null;
    }

    private static int PutOffsOf(IReadOnlyBasicProperties properties)
    {
        object? value = null;
        return properties.Headers?.TryGetValue(PutOffsHeader, out value) != true ? 0
            : value is int and >= 0 ? (int)value
            : throw new FormatException($"{PutOffsHeader} is no number.");
    }

    private static string? TextHeader(IReadOnlyBasicProperties properties, string name)
    {
        object? value = null;
        return properties.Headers?.TryGetValue(name, out value) != true ? null
            : value is byte[] { Length: <= MaxBytes } text ? Encoding.UTF8.GetString(text)
            : throw new FormatException($"{name} is no text, or too long.");
    }
}

/// <summary>The JSON of job messages: snake_case, readable by any tool.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ImageJob))]
[JsonSerializable(typeof(ImageError))]
[JsonSerializable(typeof(IReadOnlyList<FailedAttempt>))]
internal sealed partial class JobMessageJson : JsonSerializerContext;
