using System.Text.RegularExpressions;

namespace Products.Telemetry.Tests;

/// <summary>The figures that an expression of Prometheus names.</summary>
internal static partial class PromQl
{
    private static readonly string[] Words = ["by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset"];

    /// <summary>What is neither a function, a label nor a word of the language.</summary>
    public static IEnumerable<string> FiguresOf(string expression) =>
        Name().Matches(Labels().Replace(Text().Replace(expression, ""), " ")).Select(name => name.Value).Where(name => !Words.Contains(name)).Distinct();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    /// <summary>Conditions on labels, times, and the labels that are grouped by.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring)\s*\([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"(?<![\w.])[a-z_:][a-z0-9_:]*\b(?!\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
