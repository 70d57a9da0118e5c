using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Products.Hosting.Settings;
using Products.Hosting.Telemetry;

namespace Products.Hosting.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "collector:4318")]
    [InlineData("Telemetry:OtlpEndpoint", "ftp://collector")]
    [InlineData("Telemetry:TraceRatio", "1.1")]
    [InlineData("Telemetry:ReadTraceRatio", "-0.1")]
    [InlineData("Telemetry:Metrics", "perhaps")]
    [InlineData("Telemetry:Endpoint", "http://collector:4318")]
    public async Task A_bad_value_stops_the_process_and_is_named(string setting, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = Build((setting, value));
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        });

        Assert.Contains(setting.Split(':')[1], StartFailure.Explain(failure), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", HttpStatusCode.OK)]
    [InlineData("false", HttpStatusCode.NotFound)]
    public async Task Figures_are_served_where_they_are_collected(string metrics, HttpStatusCode status)
    {
        await using var app = Build(("Telemetry:Metrics", metrics));
        app.MapMetrics();
        await app.StartAsync(Cancelled);

        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await client.GetAsync("/metrics", Cancelled);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "http://127.0.0.1:1", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", true)]
    [InlineData("Telemetry:OtlpEndpoint", "", false)]
    public async Task There_are_traces_only_where_there_is_somebody_to_send_them_to(string setting, string url, bool traced)
    {
        await using var app = Build((setting, url));

        Assert.Equal(traced, app.Services.GetService<TracerProvider>() is not null);
    }

    private static WebApplication Build(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", .. settings.Select(setting => $"--{setting.Name}={setting.Value}")]);
        builder.AddTelemetry("test");
        return builder.Build();
    }
}
