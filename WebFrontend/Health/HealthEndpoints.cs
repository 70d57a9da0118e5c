using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.WebFrontend.Health;

/// <summary>Whether the process runs, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");

        health.MapGet("/live", GetLiveness).WithSummary("Whether the process runs");
        health.MapGet("/ready", GetReadiness).WithSummary("Whether requests can be served, and the state of each dependency")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<Readiness> GetLiveness() => TypedResults.Ok(Readiness.Live);

    private static async Task<IResult> GetReadiness(HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(Readiness.Of(report), statusCode: report.Status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }
}
