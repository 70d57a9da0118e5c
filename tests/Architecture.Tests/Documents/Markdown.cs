using System.Text.RegularExpressions;

namespace Products.Architecture.Tests.Documents;

/// <summary>One Markdown page of the repository, with its links and the anchors of its headings.</summary>
internal sealed partial class Markdown
{
    private readonly string _text;

    private Markdown(string path)
    {
        Path = path;
        _text = File.ReadAllText(Repository.Path(path)).ReplaceLineEndings("\n");
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>The pages of the root, of <c>docs</c> and of <c>.github</c>.</summary>
    public static IEnumerable<Markdown> All() => new[]
    {
        Directory.EnumerateFiles(Repository.Path(), "*.md"),
        Directory.EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories),
        Directory.EnumerateFiles(Repository.Path(".github"), "*.md", SearchOption.AllDirectories),
    }.SelectMany(paths => paths).Select(path => new Markdown(System.IO.Path.GetRelativePath(Repository.Path(), path)));

    public static Markdown Read(params string[] path) => new(System.IO.Path.Combine(path));

    public string Title => Heading().Match(Prose()).Groups["text"].Value;

    /// <summary>The value of a name in the front matter; empty without one.</summary>
    public string FrontMatter(string name) =>
        Regex.Match(_text, $@"\A---\n(?:.*\n)*?{name}: (?<value>.*)\n(?:.*\n)*?---\n").Groups["value"].Value;

    /// <summary>The targets of links and images that are not URLs of other sites.</summary>
    public IEnumerable<string> Links() => Link().Matches(Prose()).Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The cells of each row of its tables, without the rows that stand for a head.</summary>
    public IEnumerable<string[]> Rows() =>
        Row().Matches(Prose()).Select(row => row.Groups["cells"].Value.Split(" | ", StringSplitOptions.TrimEntries));

    /// <summary>The anchors of the headings, as the hosting site makes them.</summary>
    public IEnumerable<string> Anchors() => Heading().Matches(Prose())
        .Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private string Prose() => Code().Replace(_text, "");

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""\]\((?<target>[^)\s]+)\)|src="(?<target>[^"]+)"\s""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<cells>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
