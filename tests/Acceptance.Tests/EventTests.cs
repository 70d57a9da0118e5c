using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Products.Client;
using Products.Servers.Cluster;
using Products.Servers.Load;

namespace Products.Acceptance.Tests;

/// <summary>Whoever listens hears of every change, whatever ends meanwhile.</summary>
public sealed class EventTests(Acceptance acceptance)
{
    private const int Clients = 8;

    private static readonly int Changes = Scale.Changes;
    private static readonly int Products = Changes / 20;

    private readonly ConcurrentDictionary<Guid, long> _acknowledged = new();
    private int _count;

    [Fact]
    public async Task No_event_is_lost_when_the_front_end_of_the_stream_and_a_silo_are_killed()
    {
        var user = await acceptance.Api.CreateUserAsync();
        await using var listener = new EventListener([.. acceptance.Cluster.Frontends.Select(frontend => frontend.Client)], $"/events?user_id={user}");
        await listener.Started;
        var changing = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ChangeAsync(user, client))));

        await ReachAsync(Changes / 4, changing);
        await AgainAsync(acceptance.Cluster.Frontends[listener.Server]);
        await ReachAsync(Changes / 2, changing);
        await AgainAsync(acceptance.Cluster.Silos[0]);
        await changing;

        var stored = await StoredAsync(user);
        var heard = await Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Select(change => change.Id).ToHashSet().IsSupersetOf(stored.Values), seconds: 60);
        Assert.Equal(Changes, _count);
        Assert.True(listener.Connections > 1);
        Assert.Equal(heard.Select(change => change.Id).Order(), heard.Select(change => change.Id));
        var last = heard.GroupBy(change => change.Product).ToDictionary(product => product.Key, product => product.Select(change => change.Revision).ToList());
        Assert.All(last.Values, revisions => Assert.Equal(revisions.Order(), revisions));
        Assert.All(_acknowledged, product => Assert.True(last[product.Key][^1] >= product.Value, $"{product.Key} was acknowledged at {product.Value}, heard of at {last[product.Key][^1]}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{heard.Count} events of {Changes} changes over {listener.Connections} connections");
    }

    private static async Task AgainAsync(ProductsProcess process)
    {
        await process.KillAsync();
        await process.StartAsync();
    }

    private Task<int> ReachAsync(int count, Task changing) =>
        Until.TrueAsync(() => Task.FromResult(_count), reached => reached >= count || changing.IsFaulted, seconds: 120);

    /// <summary>Creates a share of the products, and then changes them in turn.</summary>
    private async Task ChangeAsync(Guid user, int client)
    {
        var own = new List<Guid>();
        while (Interlocked.Increment(ref _count) is var number && number <= Changes)
        {
            var isNew = own.Count < Products / Clients;
            var product = await SendAsync(() => isNew
                ? acceptance.Api.CreateProductAsync(ApiCalls.Lamp(user), $"{client}-{number}")
                : acceptance.Api.PatchProductAsync(own[number % own.Count], new PatchProductRequest { ProductName = number.ToString(CultureInfo.InvariantCulture) }));
            if (isNew)
            {
                own.Add(product.Id);
            }

            _acknowledged.AddOrUpdate(product.Id, product.Revision, (_, known) => Math.Max(known, product.Revision));
        }

        Interlocked.Decrement(ref _count);
    }

    /// <summary>Sends until it is answered with success.</summary>
    private static async Task<Product> SendAsync(Func<Task<ApiResponse<Product>>> request)
    {
        while (true)
        {
            try
            {
                return (await request()).Result;
            }
            catch (Exception broken) when (broken is ApiException { StatusCode: >= 500 } or HttpRequestException or TaskCanceledException or IOException)
            {
                // A change that was not acknowledged may have been made; it is asked for again.
            }
        }
    }

    /// <returns>The number of the latest change of each product, as stored.</returns>
    private async Task<Dictionary<Guid, long>> StoredAsync(Guid user)
    {
        await using var database = NpgsqlDataSource.Create(acceptance.Cluster.Servers.Postgres.ConnectionString);
        await using var command = database.CreateCommand("SELECT id, change_seq FROM products WHERE user_id = $1");
        command.Parameters.Add(new() { Value = user });
        await using var rows = await command.ExecuteReaderAsync();
        var stored = new Dictionary<Guid, long>();
        while (await rows.ReadAsync())
        {
            stored.Add(rows.GetGuid(0), rows.GetInt64(1));
        }

        return stored;
    }
}
