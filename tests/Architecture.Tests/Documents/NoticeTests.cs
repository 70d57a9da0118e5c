using System.Xml.Linq;

namespace Products.Architecture.Tests.Documents;

/// <summary>THIRD-PARTY-NOTICES.md names what the programs contain.</summary>
public sealed class NoticeTests
{
    private static readonly string[] NotShipped = ["tests", "tools", "Client/Generator"];

    private static readonly Markdown Page = Markdown.Read("THIRD-PARTY-NOTICES.md");

    /// <summary>The rows whose first cell is the name of a package.</summary>
    private static readonly string[][] Rows = [.. Page.Rows().Where(row => row[0].StartsWith('`'))];

    [Fact]
    public void Every_package_of_a_program_is_named_and_every_named_package_is_one_of_a_program() =>
        Assert.Equal(Packages().Distinct().Order(StringComparer.Ordinal), Rows.Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_package_has_a_licence_and_an_owner() => Assert.All(Rows, row => Assert.True(row is [_, not "", not ""], row[0]));

    [Fact]
    public void The_images_contain_the_notices_and_the_licences_that_they_name()
    {
        var dockerfile = File.ReadAllText(Repository.Path("deploy", "Dockerfile"));
        Assert.Contains("COPY LICENSE THIRD-PARTY-NOTICES.md ./\nCOPY licenses licenses\n", dockerfile.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Subset(Page.Links().ToHashSet(), Directory.EnumerateFiles(Repository.Path("licenses")).Select(path => $"licenses/{Path.GetFileName(path)}").ToHashSet());
    }

    /// <summary>The packages that shipped projects reference; one for each platform goes by the name for all of them.</summary>
    private static IEnumerable<string> Packages() =>
        from project in SourceFiles.With(".csproj").Append("Directory.Build.targets")
        where !NotShipped.Any(folder => project.StartsWith($"{folder}/", StringComparison.Ordinal))
        from reference in XDocument.Load(Repository.Path(project)).Descendants("PackageReference")
        where (string?)reference.Attribute("PrivateAssets") != "all" && reference.Attribute("Include") is not null
        select reference.Attribute("Include")!.Value.Replace("@(Libvips->'NetVips.Native.%(Identity)')", "NetVips.Native.*", StringComparison.Ordinal);
}
