using Products.Client;
using Products.Servers.Cluster;

namespace Products.Acceptance.Tests;

public sealed class ColdActivationTests(Acceptance acceptance)
{
    private const int Count = 40;

    [Fact]
    public async Task A_cold_activation_reads_no_row_from_Postgres_while_Redis_has_it_and_shows_the_latest_update()
    {
        var api = acceptance.Api;
        var user = await api.CreateUserAsync();
        var ids = new List<Guid>();
        for (var n = 0; n < Count; n++)
        {
            ids.Add(await api.CreateProductAsync(user));
        }

        await using var cluster = await ClusterView.ConnectAsync(acceptance.Cluster);
        await SetAsync("ALTER SYSTEM SET log_statement = 'all'");
        await ReadAllColdAsync(cluster, ids); // fills Redis with what was never read
        var readsOfRows = await ReadsLoggedAsync();
        Assert.True(readsOfRows >= Count, $"Only {readsOfRows} reads were seen in the log: it is not read aright.");

        await ReadAllColdAsync(cluster, ids);
        Assert.Equal(readsOfRows, await ReadsLoggedAsync());

        for (var n = 0; n < Count; n++)
        {
            await acceptance.Cluster.Frontends[n % 2].Api.PatchProductAsync(ids[n], new PatchProductRequest { ProductName = $"Lantern {n}" });
        }

        var names = await ReadAllColdAsync(cluster, ids);
        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"Lantern {n}"), names);
        Assert.Equal(readsOfRows, await ReadsLoggedAsync());
        await SetAsync("ALTER SYSTEM RESET log_statement");
    }

    private async Task<List<string>> ReadAllColdAsync(ClusterView cluster, List<Guid> ids)
    {
        await Until.TrueAsync(async () =>
        {
            await cluster.DeactivateAsync();
            return (await cluster.ActivationsAsync()).Count;
        }, count => count == 0);
        var names = new List<string>();
        foreach (var id in ids)
        {
            names.Add((await acceptance.Api.ReadAsync(id)).ProductName);
        }

        return names;
    }

    private async Task SetAsync(string setting)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(acceptance.Cluster.Servers.Postgres.ConnectionString);
        foreach (var statement in (string[])[setting, "SELECT pg_reload_conf()"])
        {
            await using var command = database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>How many reads of a row Postgres has logged up to now; servers write their lines one after the other.</summary>
    private async Task<int> ReadsLoggedAsync()
    {
        var probe = $"SELECT '{Guid.NewGuid()}'";
        await using var database = Npgsql.NpgsqlDataSource.Create(acceptance.Cluster.Servers.Postgres.ConnectionString);
        await Until.TrueAsync(async () =>
        {
            await using var command = database.CreateCommand(probe);
            await command.ExecuteNonQueryAsync();
            return acceptance.Cluster.Servers.Postgres.Process.Log.Any(line => line.Contains(probe, StringComparison.Ordinal));
        }, logged => logged);
        return acceptance.Cluster.Servers.Postgres.Process.Log.Count(line => line.Contains("convert_to(payload", StringComparison.Ordinal));
    }
}
