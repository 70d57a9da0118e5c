using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>The same hot reads through front ends that differ in one setting each.</summary>
internal static class ReadCosts
{
    /// <summary>The most that may be set; a minute of this benchmark has fewer requests on each side.</summary>
    private const string Unreachable = "1000000";

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("read-costs", options);
        var paths = await shop.FillAsync();
        var token = new AccessToken();
        var guarded = await shop.AddFrontAsync(("Access:SigningKey", token.SigningKey));
        var limited = await shop.AddFrontAsync(("Api:RequestsPerMinute", Unreachable));
        var quiet = await shop.AddFrontAsync(("Logs:Level", "Warning"));
        var asking = await shop.AddFrontAsync(("Reads:Enabled", "false"));

        Side Reads(string name, Uri url, string? bearer = null) => new(name, async () => (await Wrk.ReadAsync(url, paths, options.Seconds, bearer)).AsRate());
        var sides = await Contest.RunAsync(options, "/s",
            Reads("default", shop.Front.Client.BaseAddress!),
            Reads("with `Access:SigningKey` and a token", guarded.Client.BaseAddress!, token.For(shop.User)),
            Reads("with `Api:RequestsPerMinute`", limited.Client.BaseAddress!),
            Reads("with `Logs:Level=Warning`: no line for each request", quiet.Client.BaseAddress!),
            Reads("with `Reads:Enabled=false`", asking.Client.BaseAddress!),
            Reads("bare Kestrel, the same bytes and headers", await shop.BareAsync(paths)));
        return
        [
            .. sides.Select(side => side.Row()),
            .. sides.Skip(1).Take(4).Select(side => Ratio.Row($"{side.What}, to default", side, sides[0])),
            Ratio.Row("default, to bare Kestrel", sides[0], sides[5]),
        ];
    }
}
