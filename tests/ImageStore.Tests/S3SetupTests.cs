using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Products.Hosting.ImageStore;
using Products.Hosting.Settings;
using Products.Servers.Processes;

namespace Products.ImageStore.Tests;

/// <summary>The store as a process gets it.</summary>
public sealed class S3SetupTests(S3Fixture s3)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S3:Bucket", "")]
    [InlineData("S3:Endpoint", "localhost:9000")]
    [InlineData("S3:AccessKey", "")]
    [InlineData("S3:Retries", "11")]
    [InlineData("S3:ConnectTimeout", "00:02:00")]
    public async Task A_bad_setting_stops_the_process_and_is_named(string name, string value)
    {
        using var host = Build((name, value));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancelled));
        Assert.Contains(name, StartFailure.Explain(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_endpoint_the_region_decides()
    {
        using var client = S3Connection.Open(new S3Options { Bucket = "x", Region = "eu-west-1", AccessKey = "a", SecretKey = "b" });
        Assert.Equal(("eu-west-1", false), (client.Config.RegionEndpoint.SystemName, ((Amazon.S3.AmazonS3Config)client.Config).ForcePathStyle));
    }

    [Fact]
    public async Task A_bucket_is_created_when_told_to_and_again_is_no_error()
    {
        var bucket = $"made-{Guid.NewGuid():N}";
        using var first = Build(("S3:Bucket", bucket), ("S3:CreateBucket", "true"));
        await first.StartAsync(Cancelled);
        await UntilAsync(first, report => report.Status == HealthStatus.Healthy);

        using var second = Build(("S3:Bucket", bucket), ("S3:CreateBucket", "true"));
        await second.StartAsync(Cancelled);
        await UntilAsync(second, report => report.Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_missing_bucket_is_not_created_unless_told_to_and_readiness_names_it()
    {
        using var host = Build(("S3:Bucket", $"none-{Guid.NewGuid():N}"));
        await host.StartAsync(Cancelled);

        await UntilAsync(host, report => report.Status == HealthStatus.Unhealthy && Tells(report, "S3:Bucket"));
    }

    [Fact]
    public async Task A_process_starts_while_the_store_is_away()
    {
        using var host = Build(("S3:Endpoint", $"http://127.0.0.1:{FreePort.Next()}"), ("S3:CreateBucket", "true"), ("S3:Retries", "0"));
        await host.StartAsync(Cancelled);
        await UntilAsync(host, report => Tells(report, "S3:Endpoint"));
    }

    private static bool Tells(HealthReport report, string setting) =>
        report.Entries["image_store"].Description?.Contains(setting, StringComparison.Ordinal) == true;

    private static async Task UntilAsync(IHost host, Func<HealthReport, bool> condition)
    {
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition(await checks.CheckHealthAsync(limit.Token)))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private IHost Build(params (string Name, string Value)[] settings)
    {
        var options = s3.Options();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        (string Name, string Value)[] all =
        [
            ("S3:Endpoint", options.Endpoint!), ("S3:Bucket", options.Bucket), ("S3:AccessKey", options.AccessKey!), ("S3:SecretKey", options.SecretKey!), .. settings,
        ];
        foreach (var (name, value) in all)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddS3ImageStore();
        return builder.Build();
    }
}
