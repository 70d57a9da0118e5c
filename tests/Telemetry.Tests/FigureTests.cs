using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Products.Telemetry.Tests;

/// <summary>What the dashboard and the alerts name is there, and every alert can be looked up.</summary>
public sealed partial class FigureTests(WatchedCluster watched)
{
    /// <summary>Prometheus' own word on whether a process answers it.</summary>
    private const string Up = "up";

    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "operations.md"));

    private static IReadOnlyList<Alert> Alerts => [.. new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
        .Deserialize<AlertFile>(File.ReadAllText(Repository.Path("deploy", "prometheus", "alerts.yml"))).Groups.SelectMany(group => group.Rules)];

    [Fact]
    public async Task Every_figure_of_the_dashboard_is_there_once_the_cluster_has_worked()
    {
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Path("deploy", "grafana", "products.json")))!;
        var expressions = dashboard.Items("panels").Where(panel => panel["targets"] is not null).SelectMany(panel => panel.Items("targets")).Select(target => target.Text("expr")).ToList();

        Assert.True(expressions.Count > 30);
        await AreThereAsync(expressions);
    }

    [Fact]
    public Task Every_figure_of_an_alert_is_there_so_that_its_absence_means_that_nothing_is_wrong() => AreThereAsync(Alerts.Select(alert => alert.Expr));

    [Fact]
    public void Every_alert_has_its_page_and_every_page_its_alert()
    {
        Assert.All(Alerts, alert => Assert.Equal($"docs/operations.md#{alert.Name.ToLowerInvariant()}", alert.Annotations["runbook_url"]));
        Assert.Equal(Alerts.Select(alert => alert.Name).Order(), AlertHeading().Matches(Page).Select(heading => heading.Groups[1].Value).Order());
    }

    [Fact]
    public async Task Every_figure_of_ours_is_told_of_in_the_operations_page()
    {
        var told = await watched.MetricsAsync();
        var ours = FigureType().Matches(told).Select(type => type.Groups[1].Value).Distinct().ToList();

        Assert.True(ours.Count > 10);
        Assert.All(ours, figure => Assert.Contains($"`{figure}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_figure_and_no_span_tells_a_secret()
    {
        var secrets = watched.Cluster.Servers.Settings.Where(setting => setting.Key.Contains("Secret", StringComparison.Ordinal)).Select(setting => setting.Value).Append("Password").ToList();
        var told = await watched.MetricsAsync() + string.Join('\n', watched.Collector.Spans.SelectMany(span => span.Tags.Values));

        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_figure_is_kept_for_each_product_or_user() => Assert.DoesNotMatch(Id(), await watched.MetricsAsync());

    /// <summary>Some are looked at every 10 or 15 seconds.</summary>
    private async Task AreThereAsync(IEnumerable<string> expressions)
    {
        var named = expressions.SelectMany(PromQl.FiguresOf).Where(figure => figure != Up).ToHashSet();
        await Until.TrueAsync(
            async () => string.Join(", ", named.Except(Sample().Matches(await watched.MetricsAsync()).Select(sample => sample.Groups[1].Value)).Order()),
            missing => missing == "");
    }

    [GeneratedRegex(@"^([a-zA-Z_:][\w:]*)(\{| )", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^# TYPE (products_\w+)", RegexOptions.Multiline)]
    private static partial Regex FigureType();

    [GeneratedRegex("^### ([A-Z]\\w+)$", RegexOptions.Multiline)]
    private static partial Regex AlertHeading();

    /// <summary>The target's own labels have one, which begins with the process.</summary>
    [GeneratedRegex(@"^(?!target_info)[^\n]*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}", RegexOptions.Multiline)]
    private static partial Regex Id();

    private sealed class AlertFile
    {
        public List<AlertGroup> Groups { get; init; } = [];
    }

    private sealed class AlertGroup
    {
        public List<Alert> Rules { get; init; } = [];
    }

    private sealed class Alert
    {
        [YamlMember(Alias = "alert")]
        public string Name { get; init; } = "";

        public string Expr { get; init; } = "";

        public Dictionary<string, string> Annotations { get; init; } = [];
    }
}
