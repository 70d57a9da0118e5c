using Products.Grains.Products;

namespace Products.Storage.Tests.Adapters;

/// <summary>One activation's view of a product: it writes with the version that it last wrote or read.</summary>
public sealed class StoredProduct(StorageAdapter adapter, Guid id)
{
    private readonly GrainState<ProductState> _state = new(null!);

    public Guid Id => id;

    public ProductState State => _state.State!;

    public bool Exists => _state.RecordExists;

    public async Task<ProductState> WriteAsync(ProductState next)
    {
        _state.State = next;
        await adapter.Storage.WriteStateAsync("product", States.KeyOf("product", id), _state);
        return next;
    }

    public Task<ProductState> WriteAsync(Func<ProductState, ProductState> change) => WriteAsync(change(State));

    public async Task<ProductState> ReadAsync()
    {
        await adapter.Storage.ReadStateAsync("product", States.KeyOf("product", id), _state);
        return State;
    }

    public Task ClearAsync() => adapter.Storage.ClearStateAsync("product", States.KeyOf("product", id), _state);

    /// <summary>Another activation that has read what is stored now.</summary>
    public async Task<StoredProduct> AgainAsync()
    {
        var other = new StoredProduct(adapter, id);
        await other.ReadAsync();
        return other;
    }
}
