using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Npgsql;
using Products.Grains.Catalog.Folding;
using Products.Silo.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>A database of the version that put names in lower case, and knew nothing of a fold.</summary>
public sealed class NameFoldTests(EmptyPostgres shared) : IAsyncLifetime
{
    private NpgsqlConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await shared.Server.CreateDatabaseAsync();
        var scripts = typeof(Schema).Assembly;
        Assert.True(DeployChanges.To.PostgresqlDatabase(database)
            .WithScriptsEmbeddedInAssembly(scripts, name => string.CompareOrdinal(name, "Products.Silo.Storage.Migrations.0008") < 0)
            .JournalToPostgresqlTable("public", "schema_versions").WithVariablesDisabled().LogTo(new NoOpUpgradeLog()).Build().PerformUpgrade().Successful);
        _connection = new NpgsqlConnection(database);
        await _connection.OpenAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task Names_are_folded_again_once_and_nothing_else_changes()
    {
        var user = await StoreUserAsync();
        string[] names = ["Lamp", "Straße", "CAFE\u0301", "Ärmel", .. Enumerable.Range(0, 1100).Select(number => $"ΌΔΟΣ {number}")];
        foreach (var name in names)
        {
            await StoreAsync(OldState.Of(user, name));
        }

        var before = await RowsAsync();
        await UpgradeAsync();
        var after = await RowsAsync();

        Assert.Equal(names.Select(FoldedText.Of).Order(StringComparer.Ordinal), after.Select(row => row.SearchName).Order(StringComparer.Ordinal));
        Assert.All(after, row => Assert.Equal(row.SearchName, row.StoredName));
        Assert.Equal(before.Select(row => row with { SearchName = "", StoredName = "" }), after.Select(row => row with { SearchName = "", StoredName = "" }));

        await _connection.ExecuteAsync("UPDATE products SET search_name = 'as it was'");
        await UpgradeAsync();
        Assert.All(await RowsAsync(), row => Assert.Equal("as it was", row.SearchName));
    }

    private Task UpgradeAsync() => Schema.UpgradeAsync(new NpgsqlConnectionStringBuilder(_connection.ConnectionString), TimeSpan.FromSeconds(30), default);

    private async Task<Guid> StoreUserAsync()
    {
        var id = Guid.NewGuid();
        await _connection.ExecuteAsync("SELECT write_user(@id, NULL, @json::json)", new { id, json = $$"""{"name":"Ada","created_at":"2026-01-01T00:00:00Z"}""" });
        return id;
    }

    private Task StoreAsync(OldState state) => _connection.ExecuteAsync("SELECT create_product(@Id, @Json::json)", state);

    private async Task<List<Row>> RowsAsync() => (await _connection.QueryAsync<Row>("""
        SELECT id, version, change_seq AS ChangeSeq, product_name AS ProductName, search_name AS SearchName, payload ->> 'search_name' AS StoredName,
          (payload::jsonb - 'search_name')::text AS Payload
        FROM products ORDER BY id
        """)).AsList();

    private sealed record Row(Guid Id, int Version, long ChangeSeq, string ProductName, string SearchName, string StoredName, string Payload);
}
