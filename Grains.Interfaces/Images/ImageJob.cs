namespace Products.Grains.Interfaces.Images;

/// <summary>One image to be processed: the message between a product and the worker.</summary>
[GenerateSerializer, Immutable, Alias("products.image-job")]
public sealed record ImageJob
{
    /// <summary>Version of this message's form.</summary>
    [Id(0)] public int Version { get; init; } = 1;

    [Id(1)] public required Guid ProductId { get; init; }

    [Id(2)] public required Guid ImageId { get; init; }

    /// <summary>1 for the first job of an image, one more with each retry by hand.</summary>
    [Id(3)] public required int Generation { get; init; }

    /// <summary>See <see cref="ImageSource"/>.</summary>
    [Id(4)] public required string Source { get; init; }

    /// <summary>W3C trace context of the request that asked for the job.</summary>
    [Id(5)] public string? TraceParent { get; init; }
}
