using Products.Storage.Tests.Adapters;
using Products.Storage.Tests.Contract;

namespace Products.Storage.Tests;

public sealed class CachedPostgresGrainStorageTests(CachedPostgresAdapter adapter) : GrainStorageContract(adapter), IClassFixture<CachedPostgresAdapter>;

public sealed class CachedPostgresTableTests(CachedPostgresAdapter adapter) : TableContract(adapter), IClassFixture<CachedPostgresAdapter>;
