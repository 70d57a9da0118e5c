using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Products.Hosting.Health;

/// <summary>Whether the process runs, and whether it can serve.</summary>
public static class HealthEndpoints
{
    /// <summary>Needs <see cref="HealthServices.AddHealth"/>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").DisableHttpMetrics();

        health.MapGet("/live", GetLiveness).WithSummary("Whether the process runs").Produces<Readiness>();
        health.MapGet("/ready", GetReadiness).WithSummary("Whether requests can be served, and the state of each dependency")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<Readiness> GetLiveness() => TypedResults.Json(Readiness.Live, HealthJson.Default.Readiness);

    private static async Task<IResult> GetReadiness(
        HealthCheckService checks, HealthChanges changes, IHostApplicationLifetime application, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        if (application.ApplicationStopping.IsCancellationRequested)
        {
            return Answer(Readiness.Stopping, StatusCodes.Status503ServiceUnavailable);
        }

        var report = await checks.CheckHealthAsync(cancellationToken);
        changes.See(report);
        return Answer(Readiness.Of(report), report.Status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }

    private static JsonHttpResult<Readiness> Answer(Readiness readiness, int statusCode) =>
        TypedResults.Json(readiness, HealthJson.Default.Readiness, statusCode: statusCode);
}
