using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Products.Standalone.Cluster;
using Products.Standalone.Storage;

namespace Products.Storage.Tests.Adapters;

/// <summary>Standalone's storage, without the worker that would take the jobs.</summary>
public sealed class SqliteAdapter : StorageAdapter
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-sqlite-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "products.db");

    public override string CreationColumn => "seq";

    public override DbConnection Open() => new SqliteConnection($"Data Source={Path};Foreign Keys=True");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void AddStorage(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(_ => new Database(Path));
        services.AddSqliteStorage();
        builder.UseOrleans(silo => silo.UseLoneSilo());
    }

    protected override string AsJson(string column) => column;
}
