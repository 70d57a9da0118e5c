using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainDirectory;
using Products.Grains.Cluster.Tests.Hosts;

namespace Products.Grains.Cluster.Tests;

/// <summary>The test cluster finds grains as the product does.</summary>
public sealed class DirectoryTests(GrainCluster cluster)
{
    [Fact]
    public void Silos_have_the_directory_of_the_product_and_not_that_of_the_test_cluster() => Assert.All(cluster.Silos, silo =>
    {
        var directory = silo.ServiceProvider.GetRequiredKeyedService<IGrainDirectory>("default");
        Assert.Equal("DistributedGrainDirectory", directory.GetType().Name);
    });
}
