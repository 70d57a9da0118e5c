using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Products.Deployment.Tests.Containers;

/// <summary>docker-compose.yml, with its anchors resolved.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<string, object?> _root;

    public ComposeFile()
    {
        using var text = File.OpenText(Repository.Path("docker-compose.yml"));
        _root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(new MergingParser(new Parser(text)));
    }

    public IReadOnlyDictionary<string, Service> Services => Map(_root["services"]).ToDictionary(service => service.Key, service => new Service(Map(service.Value)));

    public IEnumerable<string> Volumes => Map(_root["volumes"]).Keys;

    /// <summary>A mapping; none for what is not there.</summary>
    private static Dictionary<string, object?> Map(object? node) =>
        node is Dictionary<object, object?> map ? map.ToDictionary(entry => (string)entry.Key, entry => entry.Value) : [];

    private static IEnumerable<string> List(object? node) => node is List<object> list ? list.Select(item => item.ToString()!) : [];

    /// <summary>One service of the file.</summary>
    public sealed partial class Service(Dictionary<string, object?> node)
    {
        public bool IsOurs => node.ContainsKey("build");

        /// <summary>Whether it is started only with a profile.</summary>
        public bool IsOptional => node.ContainsKey("profiles");

        public IReadOnlyDictionary<string, object?> Node => node;

        public string Dockerfile => (string)Map(node["build"])["dockerfile"]!;

        public string Target => (string)Map(node["build"])["target"]!;

        public string? Image => node.GetValueOrDefault("image") as string;

        public IReadOnlyDictionary<string, object?> Environment => Map(node.GetValueOrDefault("environment"));

        /// <summary>As <c>source:target</c>.</summary>
        public IEnumerable<string> Volumes => List(node.GetValueOrDefault("volumes"));

        public IEnumerable<string> Ports => List(node.GetValueOrDefault("ports"));

        public IEnumerable<string> Command => List(node.GetValueOrDefault("command"));

        public string HealthTest => string.Join(' ', List(Map(node.GetValueOrDefault("healthcheck")).GetValueOrDefault("test")));

        /// <summary>By service, on which condition.</summary>
        public IReadOnlyDictionary<string, string> DependsOn =>
            Map(node.GetValueOrDefault("depends_on")).ToDictionary(service => service.Key, service => (string)Map(service.Value)["condition"]!);

        /// <summary>A variable's value where the environment says nothing.</summary>
        public string Default(string variable) => Reference().Replace((string)Environment[variable]!, reference => reference.Groups[1].Value);

        [GeneratedRegex(@"\$\{\w+:?-([^}]*)\}")]
        private static partial Regex Reference();
    }
}
