using Products.Servers.Postgres;
using Products.Storage.Tests.Adapters;

[assembly: AssemblyFixture(typeof(EmptyPostgres))]

namespace Products.Storage.Tests.Adapters;

/// <summary>One Postgres server for all tests that do not stop it; each test class has a database of its own.</summary>
public sealed class EmptyPostgres() : SharedPostgres(_ => Task.CompletedTask);
