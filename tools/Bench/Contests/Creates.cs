using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>Products without images, by many clients and by one.</summary>
internal static class Creates
{
    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("creates", options);
        await shop.CopyToPlainAsync();
        var (plain, prepared) = (await shop.PlainAsync(prepared: false), await shop.PlainAsync());

        Task<IReadOnlyList<Measured>> ByAsync(int clients, string unit, Func<WrkResult, Sample> take) =>
            Contest.RunAsync(options, unit, [.. new[]
            {
                ("front end, silo, Postgres", shop.Front.Client.BaseAddress!),
                ("plain ASP.NET + Npgsql `INSERT`", plain),
                ("the same, prepared", prepared),
            }.Select(side => new Side($"{(clients == 1 ? "one client" : $"{clients} clients")}: {side.Item1}", async () => take(await Wrk.CreateAsync(side.Item2, shop.User, options.Seconds, clients))))]);

        var by16 = await ByAsync(16, "/s", result => result.AsRate());
        var by64 = await ByAsync(64, "/s", result => result.AsRate());
        var by1 = await ByAsync(1, "ms", result => result.AsLatency());
        return
        [
            .. by16.Concat(by64).Concat(by1).Select(side => side.Row()),
            Ratio.Row("16 clients, to `INSERT`", by16[0], by16[1], "≥ 1.0"),
            Ratio.Row("16 clients, to a prepared one", by16[0], by16[2]),
            Ratio.Row("64 clients, to `INSERT`", by64[0], by64[1], "≥ 1.0"),
            Ratio.Row("64 clients, to a prepared one", by64[0], by64[2]),
            Ratio.Row("one client, time to that of `INSERT`", by1[0], by1[1], "≤ 1.5"),
            Ratio.Row("one client, time to that of a prepared one", by1[0], by1[2]),
        ];
    }
}
