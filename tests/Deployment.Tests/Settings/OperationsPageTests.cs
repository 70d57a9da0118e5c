using System.Globalization;
using System.Text.RegularExpressions;
using Products.Hosting.Settings;

namespace Products.Deployment.Tests.Settings;

/// <summary>The tables of settings in docs/operations.md and the options classes say the same.</summary>
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

    private static string Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    [GeneratedRegex(@"^\| `(?<name>\w+:\w+)` \| (`(?<default>[^`]+)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
