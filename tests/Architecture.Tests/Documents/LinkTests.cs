using System.Text.RegularExpressions;

namespace Products.Architecture.Tests.Documents;

/// <summary>What the pages and the code link to exists.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages() => [.. Markdown.All().Select(page => page.Path)];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file_and_a_heading(string path)
    {
        var page = Markdown.Read(path);
        Assert.All(page.Links(), link =>
        {
            var (file, anchor) = link.Split('#') is [var name, var heading] ? (name, heading) : (link, "");
            var target = file == "" ? path : Path.Combine(Path.GetDirectoryName(path)!, file);
            Assert.True(Path.Exists(Repository.Path(target)), $"{link}: there is no {target}");
            Assert.True(anchor == "" || Markdown.Read(target).Anchors().Contains(anchor), $"{link}: there is no such heading");
        });
    }

    [Fact]
    public void Every_page_that_code_names_exists() => Assert.Empty(
        from file in SourceFiles.With(".cs", ".csproj", ".props", ".sql", ".yml", ".js", ".cfg", ".html")
        from name in PageName().Matches(File.ReadAllText(Repository.Path(file))).Select(match => match.Value)
        where !File.Exists(Repository.Path(name))
        select $"{file}: {name}");

    [GeneratedRegex(@"\bdocs/[\w/-]+\.md\b")]
    private static partial Regex PageName();
}
