using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace Products.Hosting.Settings;

/// <summary>Where settings come from besides the command line and the environment's full names.</summary>
/// <remarks>
/// From weak to strong: the <c>.env</c> file's short names, its full names (<c>Section__Name</c>), the environment's
/// short names; then, as everywhere, the environment's full names and the command line.
/// </remarks>
public static class SettingsSources
{
    /// <exception cref="StartFailureException">The <c>.env</c> file cannot be read.</exception>
    public static void AddSettingsSources(this IHostApplicationBuilder builder)
    {
        var file = EnvironmentFile.Read(Directory.GetCurrentDirectory());
        var settings = Merge([ShortNames.Expand(file), FullNames(file), ShortNames.Expand(Environment())]);
        var sources = builder.Configuration.Sources;
        sources.Insert(IndexOfEnvironment(sources), new MemoryConfigurationSource { InitialData = settings });
    }

    /// <summary>The source of all environment variables; those before it read the framework's own.</summary>
    private static int IndexOfEnvironment(IList<IConfigurationSource> sources) =>
        sources.Index().Last(source => source.Item is EnvironmentVariablesConfigurationSource { Prefix: null or "" }).Index;

    private static IEnumerable<KeyValuePair<string, string?>> FullNames(IEnumerable<KeyValuePair<string, string?>> file) =>
        file.Where(line => line.Key.Contains("__", StringComparison.Ordinal))
            .Select(line => KeyValuePair.Create(line.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), line.Value));

    private static IEnumerable<KeyValuePair<string, string?>> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value));

    private static Dictionary<string, string?> Merge(IEnumerable<IEnumerable<KeyValuePair<string, string?>>> weakToStrong)
    {
        var merged = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in weakToStrong.SelectMany(settings => settings))
        {
            merged[name] = value;
        }

        return merged;
    }
}
