using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Products.Architecture.Tests.Documents;

/// <summary>The files that the hosting site reads are well formed, and the workflows run what is there with few rights.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Repository.Path(".github"), "*.yml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Path(), path))];

    public static TheoryData<string> Workflows() => [.. Files().Select(row => row.Data).Where(path => path.Contains("workflows", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_a_mapping(string path) => Assert.NotEmpty(Read(path));

    [Theory, MemberData(nameof(Workflows))]
    public void A_workflow_may_only_read(string path)
    {
        Assert.Equal([KeyValuePair.Create<object, object>("contents", "read")], Map(Read(path)["permissions"]));
        Assert.All(Jobs(path), job => Assert.DoesNotContain("permissions", job.Keys));
    }

    [Theory, MemberData(nameof(Workflows))]
    public void A_job_has_a_time_limit(string path) =>
        Assert.All(Jobs(path), job => Assert.InRange(int.Parse((string)job["timeout-minutes"], null), 1, 180));

    [Theory, MemberData(nameof(Workflows))]
    public void An_action_is_pinned_to_a_major_version(string path) =>
        Assert.All(Steps(path).Where(step => step.ContainsKey("uses")), step => Assert.Matches(@"^actions/[\w-]+@v\d+$", (string)step["uses"]));

    [Theory, MemberData(nameof(Workflows))]
    public void A_tier_that_is_run_is_one_of_the_script(string path)
    {
        var script = File.ReadAllText(Repository.Path("test"));
        var tiers = Steps(path).Select(step => Tier().Match((string)step.GetValueOrDefault("run", ""))).Where(run => run.Success).Select(run => run.Groups[1].Value);

        Assert.NotEmpty(tiers);
        Assert.All(tiers, tier => Assert.Matches($@"(?m)^  {(tier.Length == 0 ? "\"\"" : tier)}\) ", script));
    }

    private static IEnumerable<Dictionary<object, object>> Jobs(string path) => Map(Read(path)["jobs"]).Values.Select(Map);

    private static IEnumerable<Dictionary<object, object>> Steps(string path) => Jobs(path).SelectMany(job => (List<object>)job["steps"]).Select(Map);

    private static Dictionary<object, object> Read(string path) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Repository.Path(path)));

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    [GeneratedRegex(@"^\./test ?(\w*)$")]
    private static partial Regex Tier();
}
