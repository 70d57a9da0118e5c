using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Products.Architecture.Tests;

/// <summary>Who may reference whom. A front end that could see the grains would skip the network boundary.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Interfaces"] = [],
        ["Grains"] = ["Grains.Interfaces"],
        ["Hosting"] = ["Grains.Interfaces"],
        ["Silo"] = ["Grains", "Grains.Interfaces", "Hosting"],
        ["WebFrontend"] = ["Grains.Interfaces", "Hosting"],
        ["ImageWorker"] = ["Grains.Interfaces", "Hosting"],
        ["Client"] = ["ClientGenerator"], // to be run by its build, not to be linked with
        ["ClientGenerator"] = ["Grains.Interfaces", "Hosting", "WebFrontend"],
        ["Standalone"] = ["Grains", "Grains.Interfaces", "Hosting", "ImageWorker", "Silo", "WebFrontend"],
    };

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_stands_below_it(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        if (project.StartsWith("tests", StringComparison.Ordinal))
        {
            return;
        }

        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table of projects.");
        Assert.Empty(References(project).Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_references_a_test_project_but_tests(string project) =>
        Assert.True(project.StartsWith("tests", StringComparison.Ordinal) || References(project).All(Allowed.ContainsKey));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "Products.Orleans.sln")).Replace('\\', '/');
        Assert.All(Projects(), project => Assert.Contains(project.Data.Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project) => XDocument.Load(Path.Combine(Root, project))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
