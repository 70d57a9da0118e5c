using Products.Jobs.Tests.Hosts;
using Products.Servers.Postgres;
using Products.Silo.Storage;

[assembly: AssemblyFixture(typeof(SiloPostgres))]

namespace Products.Jobs.Tests.Hosts;

/// <summary>One Postgres server for all tests, whose databases have the silo's schema.</summary>
public sealed class SiloPostgres()
    : SharedPostgres(database => Schema.UpgradeAsync(database, TimeSpan.FromSeconds(30), CancellationToken.None));
