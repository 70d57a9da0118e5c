using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Storage;

namespace Products.Grains.Products;

/// <summary>The last committed state of a product, as its grain remembers it. Once it is read it rests as packed JSON, in a third of the memory.</summary>
/// <remarks>Belongs to one activation, and is used by its calls only.</remarks>
internal sealed class CommittedProduct(ProductState state)
{
    private static readonly GrainStateSerializer Json = new();

    private ProductState? _state = state;
    private PackedJson? _packed;
    private PackedJson? _body;

    public long Revision { get; } = state.Revision;

    public bool IsDeleted { get; } = state.IsDeleted;

    public bool HasPendingImages { get; } = state is { IsDeleted: false, ImageStatus: ImagesStatus.Pending };

    /// <summary>Unpacked until it rests again.</summary>
    public ProductState State => _state ??= Json.Deserialize<ProductState>(new BinaryData(_packed!.Unpack()));

    /// <summary>The <see cref="Product"/> in the JSON of the API; written once.</summary>
    public byte[] Body()
    {
        if (_body is not null)
        {
            return _body.Unpack();
        }

        var body = ProductJson.Write(State.ToProduct());
        _body = new PackedJson(body);
        return body;
    }

    /// <summary>From now on it is read more often than changed.</summary>
    public void Rest()
    {
        _packed ??= new PackedJson(Json.Serialize(State).ToArray());
        _state = null;
    }
}
