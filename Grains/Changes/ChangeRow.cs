using Products.Grains.Interfaces.Changes;
using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Grains.Changes;

/// <summary>A row of the products table.</summary>
/// <remarks>Set by property: of a column without rows, SQLite does not know the type that a constructor would need.</remarks>
public sealed class ChangeRow
{
    private static readonly GrainStateSerializer Serializer = new();

    public required long ChangeSeq { get; init; }

    /// <summary>The stored state; null when the change is not wanted.</summary>
    public string? Payload { get; init; }

    /// <summary>Whether no change can come to stand before it any more.</summary>
    public bool IsFinal { get; init; }

    /// <returns>Null when nobody wants it.</returns>
    public ProductEvent? ToEvent() =>
        Payload is null ? null : Serializer.Deserialize<ProductState>(BinaryData.FromString(Payload)).ToEvent(ChangeSeq);
}
