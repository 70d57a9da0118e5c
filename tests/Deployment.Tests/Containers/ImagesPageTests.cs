using System.Globalization;
using System.Text.RegularExpressions;

namespace Products.Deployment.Tests.Containers;

/// <summary>The table of docs/images.md lists the images of docker-compose.yml and deploy/Dockerfile with their tags, and no others.</summary>
public sealed partial class ImagesPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "images.md"));
    private static readonly string Dockerfile = File.ReadAllText(Repository.Path("deploy", "Dockerfile"));

    [Fact]
    public void Every_image_has_a_row_with_its_tag_and_every_row_is_an_image()
    {
        var composed = new ComposeFile().Services.Values.Select(service => service.Image).OfType<string>();
        var stages = Stage().Matches(Dockerfile).Select(stage => stage.Groups["name"].Value).ToHashSet();
        var built = Stage().Matches(Dockerfile).Select(stage => stage.Groups["image"].Value).Where(image => !stages.Contains(image));
        var syntax = Syntax().Matches(Dockerfile).Select(line => line.Groups["image"].Value);
        var rows = Row().Matches(Page).Select(row => $"{row.Groups["image"].Value}:{row.Groups["tag"].Value}");

        Assert.Equal(composed.Concat(built).Concat(syntax).Distinct().Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_says_when_it_was_checked_and_every_row_how_long_the_image_is_supported()
    {
        Assert.True(DateOnly.TryParseExact(Checked().Match(Page).Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.All(Row().Matches(Page), row => Assert.NotEqual("", row.Groups["until"].Value.Trim()));
    }

    [GeneratedRegex(@"^FROM (?<image>\S+) AS (?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^# syntax=(?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"^\| `(?<image>[^`]+)` \| `(?<tag>[^`]+)` \| [^|]+ \|(?<until>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"Checked on (?<day>[\d-]+)")]
    private static partial Regex Checked();
}
