using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>
/// One client changes three products in turn through a front end of its own. Before each change the four other front ends read once each: the
/// product that is changed next, as many as are to hold it, and the others one that is never changed. So only the holders differ.
/// </summary>
internal static class Updates
{
    private const int Readers = 4;

    private static readonly int[] Holders = [0, 1, Readers];

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("updates", options, BenchCluster.Small with { Frontends = 1 + Readers });
        HttpClient[] fronts = [.. shop.Cluster.Frontends.Select(front => front.Client)];
        var (writer, readers) = (fronts[0], fronts[1..]);
        var quiet = await writer.CreateProductAsync(shop.User);
        var hot = Holders.Select(holders => new HotProduct(holders)).ToList();
        foreach (var product in hot)
        {
            product.Path = await writer.CreateProductAsync(shop.User);
        }

        for (var round = 0; round <= options.Rounds; round++)
        {
            options.Stop.ThrowIfCancellationRequested();
            hot.ForEach(product => product.BeginRound());
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < options.Seconds * hot.Count;)
            {
                foreach (var product in hot)
                {
                    await product.UpdateAsync(writer, readers, quiet);
                }
            }
        }

        List<Measured> sides = [.. hot.Select(product => product.Measured())];
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("held by one, to held by none", sides[1], sides[0], "≤ 1.2"),
            Ratio.Row("held by 4, to held by none", sides[2], sides[0], "≤ 1.2"),
            Ratio.P99Row("held by 4, p99 to held by none", sides[2], sides[0]),
        ];
    }

    private sealed class HotProduct(int holders)
    {
        private readonly List<List<double>> _rounds = [];
        private long _revision = 1;

        public string Path { get; set; } = "";

        public void BeginRound() => _rounds.Add([]);

        /// <exception cref="InvalidOperationException">A front end showed another state than the latest.</exception>
        public async Task UpdateAsync(HttpClient writer, HttpClient[] readers, string quiet)
        {
            for (var reader = 0; reader < readers.Length; reader++)
            {
                var seen = await RevisionAsync(await readers[reader].GetAsync(reader < holders ? Path : quiet));
                if (reader < holders && seen != _revision)
                {
                    throw new InvalidOperationException($"A front end shows revision {seen} after {_revision} was acknowledged.");
                }
            }

            using var change = JsonContent.Create(new { product_price = _revision % 1000 });
            var started = Stopwatch.GetTimestamp();
            var answer = await writer.PatchAsync(Path, change);
            _rounds[^1].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            _revision = await RevisionAsync(answer);
        }

        public Measured Measured() => new(holders switch { 0 => "held by no front end", 1 => "held by one", _ => $"held by {holders}" }, "ms",
            [.. _rounds.Skip(1).Select(round => new Sample(Numbers.Median(round), Numbers.P99(round)))]);

        private static async Task<long> RevisionAsync(HttpResponseMessage answer)
        {
            using (answer.EnsureSuccessStatusCode())
            {
                return (long)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["revision"]!;
            }
        }
    }
}
