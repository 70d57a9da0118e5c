using System.Diagnostics;
using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>Products with images: ours stores the jobs with the product and publishes them to RabbitMQ, the baseline stores them in one statement.</summary>
internal static class ImageCreates
{
    private static readonly string[] Images = ["http://pictures.example/1.jpg", "http://pictures.example/2.jpg"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("image-creates", options);
        await shop.CopyToPlainAsync();
        var prepared = await shop.PlainAsync();

        var sides = await Contest.RunAsync(options, "/s",
            new Side("front end, silo, Postgres, RabbitMQ", async () =>
            {
                var result = await Wrk.CreateAsync(shop.Front.Client.BaseAddress!, shop.User, options.Seconds, 16, Images);
                await PublishedAsync(shop);
                return result.AsRate();
            }),
            new Side("plain ASP.NET + prepared `INSERT` of product and jobs", async () =>
                (await Wrk.CreateAsync(prepared, shop.User, options.Seconds, 16, Images)).AsRate()));
        return [.. sides.Select(side => side.Row()), Ratio.Row("to `INSERT`", sides[0], sides[1])];
    }

    /// <summary>Waits until the broker has confirmed every job, so that no side works while the other is measured.</summary>
    private static async Task PublishedAsync(BenchCluster shop)
    {
        var started = Stopwatch.GetTimestamp();
        while (await shop.ScalarAsync("SELECT count(*) FROM image_jobs WHERE published_at IS NULL") is long left and > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"{left} jobs are not published.");
            }

            await Task.Delay(100);
        }
    }
}
