namespace Products.Grains.Interfaces.Products;

/// <summary>A note that travels with a call: the id of its product was made for it, so nothing can be stored under that id yet.</summary>
/// <remarks>It saves the new activation a read. A call that is sent again must not have it: the first may have stored the product.</remarks>
public static class FreshProductId
{
    private const string Note = "fresh-product-id";

    /// <summary>Makes an id, and notes it on the calls that the caller makes from now on.</summary>
    public static Guid New()
    {
        var id = ProductId.New();
        RequestContext.Set(Note, id);
        return id;
    }

    /// <summary>Whether the call that is under way says so of this very grain.</summary>
    public static bool IsThatOf(GrainId grain) =>
        RequestContext.Get(Note) is Guid id && grain.TryGetGuidKey(out var key, out _) && key == id;

    /// <summary>Takes the note away from the calls that the caller makes from now on.</summary>
    public static void Forget() => RequestContext.Remove(Note);
}
