using Products.Storage.Tests.Adapters;
using Products.Storage.Tests.Contract;

namespace Products.Storage.Tests;

public sealed class SqliteGrainStorageTests(SqliteAdapter adapter) : GrainStorageContract(adapter), IClassFixture<SqliteAdapter>;

public sealed class SqliteTableTests(SqliteAdapter adapter) : TableContract(adapter), IClassFixture<SqliteAdapter>;

public sealed class SqliteChangeFeedTests(SqliteAdapter adapter) : ChangeFeedContract(adapter), IClassFixture<SqliteAdapter>;

public sealed class SqliteCatalogTests(SqliteAdapter adapter) : CatalogContract(adapter), IClassFixture<SqliteAdapter>;
