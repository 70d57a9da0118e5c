using Products.Cluster.Tests.Membership;
using Products.Servers.Postgres;
using Products.Silo.Storage;

[assembly: AssemblyFixture(typeof(SiloPostgres))]

namespace Products.Cluster.Tests.Membership;

/// <summary>One Postgres server for all tests, whose databases have the silo's schema.</summary>
public sealed class SiloPostgres()
    : SharedPostgres(database => Schema.UpgradeAsync(database, TimeSpan.FromSeconds(30), CancellationToken.None));
