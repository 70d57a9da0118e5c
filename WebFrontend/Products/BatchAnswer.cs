using System.Text.Json.Serialization;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Products;

/// <summary>What became of each product of a batch, in the order of the request.</summary>
internal sealed record BatchAnswer(IReadOnlyList<BatchItemAnswer> Items);

/// <summary>What became of one product of a batch.</summary>
internal sealed record BatchItemAnswer
{
    /// <summary>The HTTP status that this product would have been answered with on its own.</summary>
    public required int Status { get; init; }

    /// <summary>Where the product is; only with status 201.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Location { get; init; }

    /// <summary>Whether an earlier request with the same Idempotency-Key had created it.</summary>
    public bool IdempotentReplayed { get; init; }

    /// <summary>The product; only with status 201.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Product? Product { get; init; }

    /// <summary>Why it was not created; absent with status 201.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProblemDocument? Problem { get; init; }
}
