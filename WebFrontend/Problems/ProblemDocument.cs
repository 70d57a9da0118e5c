using System.Text.Json.Serialization;

namespace Products.WebFrontend.Problems;

/// <summary>Why a request was not carried out (RFC 9457).</summary>
internal sealed record ProblemDocument
{
    /// <summary>The kind of problem: a stable URI reference.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem for people.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Finds this request in the logs.</summary>
    public required string TraceId { get; init; }

    /// <summary>The product's current revision, when a condition of the request does not hold for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revision { get; init; }

    /// <summary>What is wrong with each field: by name at the top level, by JSON pointer below.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
