using Products.Grains.Interfaces.Products;

namespace Products.Grains.Products;

/// <summary>What the rules make of a requested change: the next state, or why there is none.</summary>
/// <param name="Status"><c>Done</c> when there is a next state.</param>
/// <param name="Next">The state to store; the present one when nothing changes.</param>
public readonly record struct ProductDecision(ChangeStatus Status, ProductState? Next)
{
    public static implicit operator ProductDecision(ProductState next) => new(ChangeStatus.Done, next);

    public static implicit operator ProductDecision(ChangeStatus refusal) => new(refusal, null);
}
