using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;
using Products.ImageWorker;
using Products.Silo;
using Products.Standalone;
using Products.WebFrontend;

namespace Products.Deployment.Tests.Settings;

/// <summary>The tables of settings and of dependencies in docs/operations.md say what the code says.</summary>
public sealed partial class OperationsPageTests
{
    /// <summary>Their defaults depend on the machine.</summary>
    private static readonly string[] OfTheMachine = ["Images:Concurrency", "Images:TempPath"];

    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "operations.md"));

    /// <summary>The default that the page tells for each setting; empty where it tells in words.</summary>
    private static readonly Dictionary<string, string> Told =
        Row().Matches(Page).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value);

    [Fact]
    public void Every_setting_has_a_row_and_every_row_is_a_setting() => Assert.Equal(KnownSettings.All.Keys.Order(), Told.Keys.Order());

    [Fact]
    public void The_defaults_are_those_of_the_code() => Assert.All(
        KnownSettings.All.Where(setting => !OfTheMachine.Contains(setting.Key)),
        setting => Assert.Equal($"{setting.Key} {Text(setting.Value)}", $"{setting.Key} {Told[setting.Key]}"));

    [Fact]
    public void Every_short_name_and_what_it_sets_is_told() => Assert.All(
        ShortNames.All.SelectMany(name => name.Value.Append(name.Key)), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Every_short_name_sets_settings_that_there_are() =>
        Assert.All(ShortNames.All.Values.SelectMany(settings => settings), setting => Assert.Contains(setting, KnownSettings.All.Keys));

    public static TheoryData<string, WebApplication> Processes() => new()
    {
        { "S", SiloHost.Build([]) }, { "F", FrontendHost.Build([]) }, { "W", WorkerHost.Build([]) }, { "1", StandaloneHost.Build([]) },
    };

    [Theory, MemberData(nameof(Processes), DisableDiscoveryEnumeration = true)]
    public void Every_dependency_that_readiness_names_has_a_row_and_every_row_is_one(string letter, WebApplication process)
    {
        var named = process.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => check.Name);
        var told = DependencyRow().Matches(Page).Where(row => row.Groups["of"].Value.Contains(letter, StringComparison.Ordinal))
            .SelectMany(row => row.Groups["name"].Value.Split(", "), (_, name) => name.Trim('`'));

        Assert.Equal(named.Order(), told.Order());
    }

    private static string Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    [GeneratedRegex(@"^\| `(?<name>\w+:\w+)` \| (`(?<default>[^`]+)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<name>`[a-z_]+`(, `[a-z_]+`)*) \| (?<of>[SFW1 ]+) \|", RegexOptions.Multiline)]
    private static partial Regex DependencyRow();
}
