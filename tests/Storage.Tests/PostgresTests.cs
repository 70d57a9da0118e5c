using Products.Storage.Tests.Adapters;
using Products.Storage.Tests.Contract;

namespace Products.Storage.Tests;

public sealed class PostgresGrainStorageTests(PostgresAdapter adapter) : GrainStorageContract(adapter), IClassFixture<PostgresAdapter>;

public sealed class PostgresTableTests(PostgresAdapter adapter) : TableContract(adapter), IClassFixture<PostgresAdapter>;

public sealed class PostgresChangeFeedTests(PostgresAdapter adapter) : ChangeFeedContract(adapter), IClassFixture<PostgresAdapter>;

public sealed class PostgresCatalogTests(PostgresAdapter adapter) : CatalogContract(adapter), IClassFixture<PostgresAdapter>;
