using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Products.Deployment.Tests.Settings;
using Products.Hosting.Health;
using Products.Hosting.Settings;
using Products.Hosting.Stop;

namespace Products.Deployment.Tests.Containers;

/// <summary>What docker-compose.yml and the Dockerfile name is there, and safe, and can be scaled.</summary>
public sealed partial class ComposeTests
{
    private static readonly ComposeFile Compose = new();
    private static readonly string[] Example = File.ReadAllLines(Repository.Path(".env.example"));
    private static readonly string Dockerfile = File.ReadAllText(Repository.Path("deploy", "Dockerfile"));

    public static TheoryData<string> Ours() => [.. Compose.Services.Where(service => service.Value.IsOurs).Select(service => service.Key)];

    public static TheoryData<string> Servers() => [.. Compose.Services.Where(service => !service.Value.IsOurs).Select(service => service.Key)];

    [Fact]
    public void The_three_processes_and_their_servers_are_there()
    {
        Assert.Equal(["imageworker", "silo", "webfrontend"], Ours().Select(row => row.Data).Order());
        Assert.Equal(["grafana", "haproxy", "jaeger", "postgres", "prometheus", "rabbitmq", "redis", "redis-cache", "s3"], Servers().Select(row => row.Data).Order());
    }

    [Theory, MemberData(nameof(Ours))]
    public void A_process_is_built_from_its_project(string name)
    {
        var service = Compose.Services[name];
        Assert.True(File.Exists(Repository.Path(service.Dockerfile)));

        var program = Regex.Match(Stage(service.Target), """ENTRYPOINT \["dotnet", "(\w+)\.dll"\]""").Groups[1].Value;
        Assert.Equal(name, program.ToLowerInvariant());
        Assert.True(File.Exists(Repository.Path(program, $"{program}.csproj")));
        Assert.Contains($"COPY --from=build /out/{program} .", Stage(service.Target), StringComparison.Ordinal);
        Assert.Contains($"dotnet publish {program} --configuration Release --output /out/{program}", Stage("build"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ours))]
    public void A_process_runs_without_privileges_and_is_looked_after(string name)
    {
        var service = Compose.Services[name];
        Assert.StartsWith("FROM base ", Stage(service.Target), StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", Stage("base"), StringComparison.Ordinal);
        Assert.Contains("HEALTHCHECK", Stage("base"), StringComparison.Ordinal);
        Assert.Equal("unless-stopped", service.Node["restart"]);
        Assert.Contains("cap_drop", service.Node.Keys);
    }

    [Theory, MemberData(nameof(Ours))]
    public void A_process_can_be_scaled(string name)
    {
        string[] onlyOne = ["ports", "container_name", "hostname", "network_mode"];
        Assert.Empty(Compose.Services[name].Node.Keys.Intersect(onlyOne));
        Assert.Empty(Compose.Services[name].Volumes);
        Assert.DoesNotContain("Cluster__AdvertisedAddress", Compose.Services[name].Environment.Keys);
    }

    [Theory, MemberData(nameof(Ours))]
    public void A_variable_of_a_process_is_a_setting_that_there_is(string name) => Assert.All(
        Compose.Services[name].Environment.Keys,
        variable => Assert.True(variable == "AllowedHosts" || ShortNames.All.ContainsKey(variable) || KnownSettings.All.ContainsKey(variable.Replace("__", ":", StringComparison.Ordinal)), variable));

    [Theory, MemberData(nameof(Ours))]
    public void A_process_finds_its_servers_among_the_services(string name)
    {
        var service = Compose.Services[name];
        string[] hosts = ["DB_HOST", "QUEUE_HOST", "CACHE_HOST", "Redis__Cache"];
        Assert.All(service.Environment.Keys.Intersect(hosts), variable => Assert.Contains(service.Default(variable), Compose.Services.Keys));
        Assert.Contains(new Uri(service.Default("S3__Endpoint")).Host, Compose.Services.Keys);
    }

    [Theory, MemberData(nameof(Ours)), MemberData(nameof(Servers))]
    public void What_a_service_waits_for_has_a_health_check(string name) => Assert.All(Compose.Services[name].DependsOn, needed =>
    {
        Assert.Equal("service_healthy", needed.Value);
        Assert.True(Compose.Services[needed.Key].IsOurs || Compose.Services[needed.Key].HealthTest != "", needed.Key);
    });

    [Theory, MemberData(nameof(Servers))]
    public void A_server_has_a_version_a_health_check_and_comes_back(string name)
    {
        var service = Compose.Services[name];
        Assert.Matches(@":.*\d", service.Image);
        Assert.NotEqual("", service.HealthTest);
        Assert.Equal("unless-stopped", service.Node["restart"]);
    }

    [Fact]
    public void Every_volume_is_there_and_so_is_every_file()
    {
        foreach (var source in Compose.Services.Values.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0]))
        {
            Assert.True(source.StartsWith('.') ? File.Exists(Repository.Path(source)) : Compose.Volumes.Contains(source), source);
        }

        Assert.Equal(["postgres", "prometheus", "rabbitmq", "redis", "s3"], Compose.Volumes.Order());
    }

    [Fact]
    public void The_membership_Redis_persists_and_does_not_evict_and_the_cache_is_another()
    {
        var membership = string.Join(' ', Compose.Services["redis"].Command);
        Assert.Contains("--appendonly yes", membership, StringComparison.Ordinal);
        Assert.Contains("--maxmemory-policy noeviction", membership, StringComparison.Ordinal);
        Assert.NotEmpty(Compose.Services["redis"].Volumes);

        var cache = string.Join(' ', Compose.Services["redis-cache"].Command);
        Assert.Contains("--maxmemory-policy allkeys-lru", cache, StringComparison.Ordinal);
        Assert.All(["silo", "webfrontend", "imageworker"], name => Assert.Equal("redis-cache", Compose.Services[name].Default("Redis__Cache")));
    }

    [Fact]
    public void Only_the_load_balancer_is_published_and_at_first_for_this_machine_only() => Assert.Equal(
        ["${HTTP_ADDRESS:-127.0.0.1}:${HTTP_PORT:-8080}:8080"], Compose.Services.Values.Where(service => !service.IsOptional).SelectMany(service => service.Ports));

    [Fact]
    public void What_looks_at_the_figures_is_started_only_when_asked_for_and_published_for_this_machine_only()
    {
        var optional = Compose.Services.Where(service => service.Value.IsOptional).ToDictionary();
        Assert.Equal(["grafana", "jaeger", "prometheus"], optional.Keys.Order());
        Assert.All(optional.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Empty(Compose.Services.Values.SelectMany(service => service.DependsOn.Keys).Intersect(optional.Keys));
    }

    [Fact]
    public void Prometheus_asks_every_process_under_the_name_of_its_service()
    {
        var prometheus = File.ReadAllText(Repository.Path("deploy", "prometheus", "prometheus.yml"));
        Assert.All(Ours(), name => Assert.Matches($@"names: \[[^\]]*\b{name.Data}\b", prometheus));
        Assert.Contains("port: 8080", prometheus, StringComparison.Ordinal);
    }

    [Fact]
    public void The_load_balancer_finds_the_front_ends_by_name_and_port()
    {
        var haproxy = File.ReadAllText(Repository.Path("deploy", "haproxy.cfg"));
        Assert.Contains("webfrontend:8080", haproxy, StringComparison.Ordinal);
        Assert.Contains("bind :8080", haproxy, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", Stage("base"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_pages_that_are_looked_at_are_served()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHealth();
        builder.AddGracefulStop(TimeSpan.Zero);
        await using var app = builder.Build();
        app.MapHealth();
        var served = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(page => page.RoutePattern.RawText);
        var files = string.Join('\n', Dockerfile, File.ReadAllText(Repository.Path("docker-compose.yml")), File.ReadAllText(Repository.Path("deploy", "haproxy.cfg")));

        var looked = HealthPage().Matches(files).Select(page => page.Value).Distinct().Order();
        Assert.Equal(["/health/ready"], looked);
        Assert.Empty(looked.Except(served));
        Assert.EndsWith(":8080/balancer", Compose.Services["haproxy"].HealthTest, StringComparison.Ordinal);
    }

    [Fact]
    public void No_password_is_fixed() => Assert.All(
        Compose.Services.Values.SelectMany(service => service.Environment)
            .Where(variable => Secret().IsMatch(variable.Key)),
        variable => Assert.StartsWith("${", (string)variable.Value!, StringComparison.Ordinal));

    [Fact]
    public void Nobody_does_without_a_key_unless_they_say_so_and_the_example_does()
    {
        var frontend = Compose.Services["webfrontend"];
        Assert.Equal("", frontend.Default("Access__SigningKey"));
        Assert.StartsWith("${API_ALLOW_ANONYMOUS:?", (string)frontend.Environment["Api__AllowAnonymous"]!, StringComparison.Ordinal);
        Assert.Contains("API_ALLOW_ANONYMOUS=true", Example);
    }

    [Fact]
    public void The_front_end_answers_to_the_names_under_which_it_is_published_and_looked_at()
    {
        var hosts = Compose.Services["webfrontend"].Default("AllowedHosts").Split(';');
        Assert.Equal(["localhost", "127.0.0.1"], hosts);
        Assert.Contains("ALLOWED_HOSTS=localhost;127.0.0.1", Example);
        Assert.Contains("uri /health/ready ver HTTP/1.1 hdr Host localhost", File.ReadAllText(Repository.Path("deploy", "haproxy.cfg")), StringComparison.Ordinal);
        Assert.Contains("\"http://localhost:8080/health/ready\"", Stage("base"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ours))]
    public void Amazon_S3_can_be_used_with_a_region_and_without_keys(string name)
    {
        var environment = Compose.Services[name].Environment;
        Assert.Equal("${S3_ENDPOINT-http://s3:8333}", environment["S3__Endpoint"]);
        Assert.Equal("${S3_REGION:-}", environment["S3__Region"]);
        Assert.Equal("${AWS_ACCESS_KEY_ID-products}", environment["AWS_ACCESS_KEY_ID"]);
        Assert.Equal("${AWS_SECRET_ACCESS_KEY-products-development}", environment["AWS_SECRET_ACCESS_KEY"]);
    }

    [Fact]
    public void Every_variable_of_the_example_is_used_or_is_a_short_name()
    {
        var compose = File.ReadAllText(Repository.Path("docker-compose.yml"));
        var names = Example.Select(line => ExampleLine().Match(line)).Where(line => line.Success).Select(line => line.Groups[1].Value);
        Assert.All(names, name => Assert.Contains("${" + name, compose, StringComparison.Ordinal));
    }

    /// <summary>From its FROM line to the next one.</summary>
    private static string Stage(string name) =>
        Dockerfile.Split("\nFROM ").Skip(1).Select(stage => "FROM " + stage).Single(stage => stage.Split('\n')[0].EndsWith($" AS {name}", StringComparison.Ordinal));

    /// <summary>A variable, whether it is set or only shown.</summary>
    [GeneratedRegex(@"^#?([A-Z0-9_]+)=")]
    private static partial Regex ExampleLine();

    [GeneratedRegex(@"/health/\w+")]
    private static partial Regex HealthPage();

    [GeneratedRegex("PASS|SECRET|ACCESS_KEY|SigningKey|__Password")]
    private static partial Regex Secret();
}
