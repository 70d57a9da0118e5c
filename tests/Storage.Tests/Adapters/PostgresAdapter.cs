using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Products.Hosting.Health;
using Products.Servers.Processes;
using Products.Silo.Storage;

namespace Products.Storage.Tests.Adapters;

/// <summary>A silo's storage on a database of its own.</summary>
public class PostgresAdapter(EmptyPostgres shared) : StorageAdapter
{
    public string ConnectionString { get; private set; } = "";

    protected override IEnumerable<string> Settings => [$"--Postgres:ConnectionString={ConnectionString}"];

    public override async ValueTask InitializeAsync()
    {
        ConnectionString = await CreateDatabaseAsync();
        await base.InitializeAsync();
        await using var connection = Open();
        await connection.ExecuteAsync("INSERT INTO silos (address) VALUES (@Silo)", new { Silo });
    }

    /// <summary>The silo in the register, without which it writes no product.</summary>
    public string Silo => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    public override string CreationColumn => "created_seq";

    public override DbConnection Open() => new NpgsqlConnection(ConnectionString);

    protected virtual Task<string> CreateDatabaseAsync() => shared.Server.CreateDatabaseAsync();

    protected override void AddStorage(WebApplicationBuilder builder)
    {
        builder.AddPostgresStorage();
        builder.Services.AddHealth();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreePort.Next(), gatewayPort: 0);
            silo.UsePostgresStorage();
            UseAsDefault(silo);
        });
    }

    /// <summary>As it is, unless a decorator is what is tested.</summary>
    protected virtual void UseAsDefault(ISiloBuilder silo) => silo.Services.AddGrainStorage(
        "Default", (services, _) => services.GetRequiredKeyedService<IGrainStorage>(GrainStorageSetup.StorageName));

    protected override string AsJson(string column) => $"CAST(array_to_json({column}) AS TEXT)";
}
