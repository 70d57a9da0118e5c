using System.Diagnostics;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Products.Hosting.ImageStore;

namespace Products.ImageStore.Tests;

/// <summary>What readiness says of a store.</summary>
public sealed class ImageStoreHealthTests(S3Fixture s3)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_bucket_is_told()
    {
        using var host = await StartAsync(s3.Open(options => options.Bucket = "no-such-bucket"), HealthStatus.Degraded);

        var told = await UntilAsync(host, entry => entry.Description?.Contains("S3:Bucket", StringComparison.Ordinal) == true);

        Assert.Equal(HealthStatus.Degraded, told.Status);
        Assert.Null(told.Exception);
    }

    [Fact]
    public async Task A_store_that_works_is_healthy_and_nothing_of_a_probe_stays()
    {
        await s3.Client.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "health/of-one-that-was-killed", ContentBody = "x" }, Cancelled);
        using var host = await StartAsync(s3.Open());

        await UntilAsync(host, entry => entry.Status == HealthStatus.Healthy);

        var left = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = S3Fixture.Bucket, Prefix = "health" }, Cancelled);
        Assert.Empty(left.S3Objects ?? []);
    }

    [Fact]
    public async Task A_store_that_says_nothing_holds_up_no_answer()
    {
        var store = new ScriptedStore(limit => Task.Delay(Timeout.Infinite, limit));
        using var host = await StartAsync(store, HealthStatus.Degraded);
        await store.Probed.WaitAsync(Limit, Cancelled);

        var asked = Stopwatch.GetTimestamp();
        var entry = await EntryAsync(host);

        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 1);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        await UntilAsync(host, later => later.Description?.Contains("did not answer within 5 s", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_store_that_failed_is_tried_again_soon_whatever_the_failure_was()
    {
        var works = false;
        var store = new ScriptedStore(_ => works ? Task.CompletedTask : throw new InvalidOperationException("A fault of the program."));
        using var host = await StartAsync(store);
        var ill = await UntilAsync(host, entry => entry.Exception is not null);
        Assert.Equal(HealthStatus.Unhealthy, ill.Status);

        works = true;
        await UntilAsync(host, entry => entry.Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task However_often_somebody_asks_the_store_is_not_asked_more_often()
    {
        var store = new ScriptedStore(_ => Task.CompletedTask);
        using var host = await StartAsync(store);
        await UntilAsync(host, entry => entry.Status == HealthStatus.Healthy);

        for (var question = 0; question < 100; question++)
        {
            await EntryAsync(host);
        }

        Assert.Equal(1, store.Probes);
    }

    private static async Task<IHost> StartAsync(IImageStore store, HealthStatus outage = HealthStatus.Unhealthy)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(store).AddImageStoreHealth(outage);
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return host;
    }

    private static async Task<HealthReportEntry> EntryAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancelled)).Entries["image_store"];

    private static async Task<HealthReportEntry> UntilAsync(IHost host, Func<HealthReportEntry, bool> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(20, Cancelled))
        {
            var entry = await EntryAsync(host);
            if (condition(entry))
            {
                return entry;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"still {entry.Status} {entry.Description}");
        }
    }
}
