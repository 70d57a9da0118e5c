using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Products.Grains.Catalog.Folding;
using Products.Standalone.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Sqlite;

/// <summary>A database of the version that put names in lower case, and knew nothing of a fold.</summary>
public sealed class NameFoldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-fold-").FullName;
    private readonly SqliteConnection _connection;

    public NameFoldTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder}/products.db;Foreign Keys=True");
        Assert.True(DeployChanges.To.SqliteDatabase(_connection.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, name => name.EndsWith("0001_catalogue.sql", StringComparison.Ordinal))
            .WithVariablesDisabled().LogTo(new NoOpUpgradeLog()).Build().PerformUpgrade().Successful);
        _connection.Open();
    }

    public void Dispose()
    {
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Names_are_folded_again_once_and_nothing_else_changes()
    {
        var user = Guid.NewGuid();
        _connection.Execute("INSERT INTO users (key_n0, key_n1, version, payload) VALUES (1, 1, 1, @json)", new { json = $$"""{"id":"{{user}}","name":"Ada","created_at":""}""" });
        string[] names = ["Lamp", "Straße", "CAFE\u0301", "Ärmel", .. Enumerable.Range(0, 1100).Select(number => $"ΌΔΟΣ {number}")];
        foreach (var (number, name) in names.Index())
        {
            _connection.Execute("INSERT INTO products (key_n0, key_n1, version, change_seq, payload) VALUES (@number, 1, 1, @number, @json)",
                new { number, json = OldState.Of(user, name).Json });
        }

        var before = Rows();
        Schema.Upgrade(_connection.ConnectionString);
        var after = Rows();

        Assert.Equal(names.Select(FoldedText.Of), after.Select(row => row.SearchName));
        Assert.Equal(before.Select(row => row with { SearchName = "" }), after.Select(row => row with { SearchName = "" }));
        Assert.Equal(names.Length, _connection.ExecuteScalar<int>("SELECT count(*) FROM image_jobs"));

        _connection.Execute("UPDATE products SET payload = json_set(payload, '$.search_name', 'as it was')");
        Schema.Upgrade(_connection.ConnectionString);
        Assert.All(Rows(), row => Assert.Equal("as it was", row.SearchName));
    }

    private List<Row> Rows() => _connection.Query<Row>("""
        SELECT seq, version, change_seq AS ChangeSeq, product_name AS ProductName, search_name AS SearchName, json_remove(payload, '$.search_name') AS Payload
        FROM products ORDER BY seq
        """).AsList();

    private sealed record Row(long Seq, long Version, long ChangeSeq, string ProductName, string SearchName, string Payload);
}
