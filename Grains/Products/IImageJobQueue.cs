using Products.Grains.Interfaces.Images;

namespace Products.Grains.Products;

/// <summary>Tells the workers of new jobs.</summary>
/// <remarks>
/// The jobs are stored already, in the same commit as their product; an announcement that is lost delays them only.
/// So this neither waits nor throws.
/// </remarks>
public interface IImageJobQueue
{
    void Announce(IReadOnlyList<ImageJob> jobs);
}
