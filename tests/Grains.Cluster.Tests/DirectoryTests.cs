using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainDirectory;
using Products.Grains.Cluster.Tests.Hosts;

namespace Products.Grains.Cluster.Tests;

/// <summary>What these tests say holds for the product only while the test cluster finds grains as the product does.</summary>
public sealed class DirectoryTests(GrainCluster cluster)
{
    [Fact]
    public void Silos_have_the_directory_of_the_product_and_not_that_of_the_test_cluster() => Assert.All(cluster.Silos, silo =>
        Assert.Equal("DistributedGrainDirectory", silo.ServiceProvider.GetRequiredKeyedService<IGrainDirectory>("default").GetType().Name));
}
