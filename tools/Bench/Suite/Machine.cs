using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Products.Bench.Suite;

/// <summary>Where, when and how a run was measured.</summary>
internal static partial class Machine
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public static async Task<string> DescribeAsync(BenchOptions options)
    {
        var command = string.Join(' ', options.Command.Prepend("./bench"));
        var commit = (await FirstLineAsync("git", "rev-parse", "--short", "HEAD")) + (await FirstLineAsync("git", "status", "--porcelain") is "" ? "" : " with changes");
        var versions = await VersionsAsync();
        return string.Create(CultureInfo.InvariantCulture, $"""
            Measured on {DateTime.UtcNow:yyyy-MM-dd} at commit {commit} by `{command}`: medians of {options.Rounds} rounds of {options.Seconds} s; Postgres {(options.Fsync ? "syncs to disk" : "does not sync")}.
            {Environment.ProcessorCount} cores ({ModelOfProcessor()}) shared by all processes and the load, {MemoryInGigabytes():0} GB, {OperatingSystemName()};
            {versions}.
            """);
    }

    private static async Task<string> VersionsAsync() => string.Join(", ",
    [
        RuntimeInformation.FrameworkDescription,
        $"Orleans {VersionOf(typeof(IGrainFactory).Assembly)}",
        $"Npgsql {VersionOf(typeof(Npgsql.NpgsqlConnection).Assembly)}",
        $"StackExchange.Redis {VersionOf(typeof(StackExchange.Redis.ConnectionMultiplexer).Assembly)}",
        $"Postgres {await VersionAsync("sh", "-c", "$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)/postgres --version")}",
        $"Redis {await VersionAsync("redis-server", "--version")}",
        $"wrk {await VersionAsync("sh", "-c", "wrk -v || true")}",
        $"vipsthumbnail {await VersionAsync("vipsthumbnail", "--vips-version")}",
        $"sharp {await VersionAsync("node", Path.Combine(AppContext.BaseDirectory, "Baselines", "sharp.mjs"), SharpFolder.Path, "version")}",
    ]);

    private static string VersionOf(Assembly assembly) =>
        Version().Match(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion).Value;

    private static async Task<string> VersionAsync(string program, params string[] arguments) =>
        Version().Match(await FirstLineAsync(program, arguments)).Value;

    private static async Task<string> FirstLineAsync(string program, params string[] arguments) =>
        (await Tool.RunAsync(program, NoVariables, arguments)).Split('\n')[0].Trim();

    private static string ModelOfProcessor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static double MemoryInGigabytes() =>
        long.Parse(Version().Match(File.ReadLines("/proc/meminfo").First()).Value, CultureInfo.InvariantCulture) * 1024 / 1e9;

    private static string OperatingSystemName() =>
        File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME", StringComparison.Ordinal))?.Split('=')[1].Trim('"') ?? RuntimeInformation.OSDescription;

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex Version();
}
