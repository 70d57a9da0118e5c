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
        ["ImageDecoder"] = [], // runs on hostile bytes, and has nothing to reach anything with
        ["ImageWorker"] = ["Grains.Interfaces", "Hosting", "ImageDecoder"],
        ["Client"] = ["ClientGenerator"], // to be run by its build, not to be linked with
        ["ClientGenerator"] = [],
        ["Standalone"] = ["Grains", "Grains.Interfaces", "Hosting", "ImageWorker", "Silo", "WebFrontend"],
    };

    private static readonly string Root = Repository.Path();

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_stands_below_it(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        if (IsForDevelopment(project))
        {
            return;
        }

        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table of projects.");
        Assert.Empty(References(project).Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_tests_and_tools_reference_tests_and_tools(string project) =>
        Assert.True(IsForDevelopment(project) || References(project).All(Allowed.ContainsKey));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "Products.Orleans.sln")).Replace('\\', '/');
        Assert.All(Projects(), project => Assert.Contains(project.Data.Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static bool IsForDevelopment(string project) => project.Split(Path.DirectorySeparatorChar)[0] is "tests" or "tools";

    private static IEnumerable<string> References(string project) => XDocument.Load(Path.Combine(Root, project))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
