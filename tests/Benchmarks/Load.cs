using System.Globalization;

namespace Products.Benchmarks;

/// <summary>Load from wrk on one server for some seconds.</summary>
internal static class Load
{
    /// <returns>Answers a second.</returns>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static Task<double> CreateAsync(Uri url, string userId, int clients = 16) =>
        RunAsync(url, "create.lua", clients, new() { ["USER_ID"] = userId, ["CREATE_PATH"] = "/products" });

    /// <param name="url">The server.</param>
    /// <param name="paths">A file with a path in each line.</param>
    /// <param name="clients">Connections.</param>
    public static Task<double> ReadAsync(Uri url, string paths, int clients = 32) => RunAsync(url, "read.lua", clients, new() { ["PATHS"] = paths });

    private static async Task<double> RunAsync(Uri url, string script, int clients, Dictionary<string, string> environment)
    {
        var output = await Tool.RunAsync("wrk", environment, "-t1", $"-c{clients}", "-d5s", "-s", Path.Combine(AppContext.BaseDirectory, script), url.ToString());
        var result = output.Split('\n').Single(line => line.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ');
        return result[2] == "0" ? double.Parse(result[1], CultureInfo.InvariantCulture) : throw new InvalidOperationException(output);
    }
}
