using Npgsql;
using Products.Chaos.Load;
using Products.Servers.Checks;
using Products.Servers.Cluster;
using Products.Servers.Histories;

namespace Products.Chaos;

/// <summary>The look at everything once the faults are over.</summary>
internal sealed class Audit(ProductsCluster cluster, Workload shop, Findings findings, Journal journal)
{
    private static readonly TimeSpan ImagesLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public async Task<ChaosReport> ReportAsync(IReadOnlyDictionary<string, int> faults)
    {
        var waited = await UntilImagesEndedAsync();
        journal.Write($"images ended {waited.TotalSeconds:0.0} s after the clients");
        var state = await StateChecker.CheckAsync(cluster.Servers.Postgres.ConnectionString, cluster.Frontends[0].Client);
        return new ChaosReport
        {
            Faults = faults,
            Counted = shop.Counted,
            Doors = shop.Doors,
            State = state,
            Lost = [.. Lost(state)],
            Findings = findings.All,
            Violations = [.. shop.Stock.All.SelectMany(product => RegisterChecker.Check(product.History()))],
        };
    }

    private async Task<TimeSpan> UntilImagesEndedAsync()
    {
        var began = journal.Now;
        await using var database = NpgsqlDataSource.Create(cluster.Servers.Postgres.ConnectionString);
        while (journal.Now - began < ImagesLimit)
        {
            await using var command = database.CreateCommand("SELECT count(*) FROM image_jobs");
            if ((long)(await command.ExecuteScalarAsync())! == 0)
            {
                break;
            }

            await Task.Delay(LookEvery);
        }

        return journal.Now - began;
    }

    /// <summary>What was acknowledged and is not stored.</summary>
    private IEnumerable<string> Lost(StateReport state)
    {
        var stored = state.Products.ToDictionary(product => product.Id, product => product.Revision);
        return from product in shop.Stock.All
               let latest = stored.GetValueOrDefault(product.Key)
               where latest < product.Latest
               select $"{product.Key}: revision {product.Latest} was acknowledged or read, stored is {latest}";
    }
}
