namespace Products.Grains.Interfaces.Images;

/// <summary>What became of an image job: variants, or an error.</summary>
[GenerateSerializer, Immutable, Alias("products.image-result")]
public sealed record ImageResult
{
    /// <summary>How often the job was tried, this time included.</summary>
    [Id(0)] public required int Attempts { get; init; }

    /// <summary>What was stored; empty when <see cref="Error"/> is set.</summary>
    [Id(1)] public IReadOnlyList<ImageVariant> Variants { get; init; } = [];

    /// <summary>Why it failed for good; null when it succeeded.</summary>
    [Id(2)] public ImageError? Error { get; init; }

    /// <summary>What the variants were made from; null when it failed.</summary>
    [Id(3)] public OriginalPicture? Original { get; init; }
}

/// <summary>What a product did with an image result. Each means that the job is done.</summary>
[GenerateSerializer, Alias("products.record-outcome")]
public enum RecordOutcome
{
    Recorded,

    /// <summary>This job's result is recorded already.</summary>
    Already,

    /// <summary>A later job was issued for the image.</summary>
    Superseded,

    /// <summary>The product or the image is deleted.</summary>
    Gone,
}
