namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Tests that run beside no other, because a busy machine makes silos look lost.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
