using Products.Grains.Interfaces.Images;
using Products.Grains.Products;

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Leaves the image jobs in the database.</summary>
internal sealed class NoWorkers : IImageJobQueue
{
    public void Announce(IReadOnlyList<ImageJob> jobs)
    {
    }
}
