using System.Globalization;
using Products.Bench.Measuring;
using Products.Bench.Suite;

namespace Products.Bench.Loads;

/// <summary>Load from wrk on one server for some seconds.</summary>
internal static class Wrk
{
    private const int Connections = 32;

    /// <summary>POSTs products.</summary>
    /// <param name="url">The server.</param>
    /// <param name="userId">Their owner.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="clients">Connections, each with one request at a time.</param>
    /// <param name="images">The URLs of each product's images.</param>
    public static Task<WrkResult> CreateAsync(Uri url, string userId, int seconds, int clients = 16, params string[] images) =>
        RunAsync(url, "create.lua", clients, seconds, new()
        {
            ["USER_ID"] = userId,
            ["IMAGES"] = string.Join(',', images.Select(image => $"\"{image}\"")),
        });

    /// <summary>GETs paths at random.</summary>
    /// <param name="url">The server.</param>
    /// <param name="paths">A file with a path in each line.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="token">When set, the bearer token of each request.</param>
    /// <param name="readPercent">How many of a hundred requests read; the others PATCH the price at the path.</param>
    public static Task<WrkResult> ReadAsync(Uri url, string paths, int seconds, string? token = null, int readPercent = 100) =>
        RunAsync(url, "read.lua", Connections, seconds, new()
        {
            ["PATHS"] = paths,
            ["TOKEN"] = token ?? "",
            ["READ_PERCENT"] = readPercent.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>GETs paths in their order, from the first, and after the last one from the first again.</summary>
    public static Task<WrkResult> ReadInTurnAsync(Uri url, string paths, int seconds) =>
        RunAsync(url, "read-in-turn.lua", Connections, seconds, new() { ["PATHS"] = paths });

    /// <exception cref="InvalidOperationException">A request failed.</exception>
    private static async Task<WrkResult> RunAsync(Uri url, string script, int clients, int seconds, Dictionary<string, string> environment)
    {
        var output = await Tool.RunAsync("wrk", environment, "-t1", $"-c{clients}", $"-d{seconds}s", "--latency", "--timeout", "10s", "-s", Path.Combine(AppContext.BaseDirectory, "Loads", script), url.ToString());
        var result = output.Split('\n').Single(line => line.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ');
        double[] numbers = [.. result[1..].Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return numbers[4] == 0 ? new WrkResult((long)numbers[0], numbers[1], numbers[2] / 1000, numbers[3] / 1000) : throw new InvalidOperationException(output);
    }
}

/// <summary>What wrk counted.</summary>
/// <param name="Requests">Answers.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Median time of an answer, in milliseconds.</param>
/// <param name="P99">The time in which 99% were answered, in milliseconds.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99)
{
    public Sample AsRate() => new(PerSecond, P99);

    public Sample AsLatency() => new(P50, P99);
}
