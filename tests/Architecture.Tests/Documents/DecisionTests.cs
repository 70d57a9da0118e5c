using System.Globalization;
using System.Text.RegularExpressions;

namespace Products.Architecture.Tests.Documents;

/// <summary>Decisions are numbered without a gap, dated, and listed with their status.</summary>
public sealed partial class DecisionTests
{
    private static readonly string[] Names =
    [
        .. Directory.EnumerateFiles(Repository.Path("docs", "decisions"), "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md").Order(),
    ];

    public static TheoryData<string> Pages() => [.. Names];

    [Fact]
    public void Numbers_ascend_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Names.Length).Select(number => $"{number:0000}"), Names.Select(name => name.Split('-')[0]));

    [Theory, MemberData(nameof(Pages))]
    public void A_page_has_a_date_and_a_status(string name)
    {
        var page = Markdown.Read("docs", "decisions", name);
        Assert.True(DateOnly.TryParseExact(page.FrontMatter("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), name);
        Assert.Matches(Status(), page.FrontMatter("status"));
    }

    [Fact]
    public void The_table_lists_every_page_as_its_head_says()
    {
        var pages = Names.Select(name => (Name: name, Page: Markdown.Read("docs", "decisions", name)))
            .Select(page => $"[{page.Name[..4]}]({page.Name}) | {page.Page.Title} | {page.Page.FrontMatter("date")} | {page.Page.FrontMatter("status")}");
        var rows = Markdown.Read("docs", "decisions", "README.md").Rows().Where(row => row[0] != "number").Select(row => string.Join(" | ", row));

        Assert.Equal(pages, rows);
    }

    [GeneratedRegex(@"^(proposed|accepted|deprecated|superseded by \d{4})$")]
    private static partial Regex Status();
}
