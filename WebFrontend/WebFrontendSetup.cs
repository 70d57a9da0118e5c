using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.Hosting.Cluster;
using Products.Hosting.Settings;
using Products.Hosting.Telemetry;
using Products.WebFrontend.Access;
using Products.WebFrontend.Catalog;
using Products.WebFrontend.Changes;
using Products.WebFrontend.DeadLetters;
using Products.Hosting.Health;
using Products.WebFrontend.ImageFiles;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.OrleansDashboard;
using Products.WebFrontend.Pages;
using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;
using Products.WebFrontend.ProductImages;
using Products.WebFrontend.Products;
using Products.WebFrontend.Reads;
using Products.WebFrontend.RequestLog;
using Products.WebFrontend.Requests;
using Products.WebFrontend.Users;

namespace Products.WebFrontend;

/// <summary>The REST API. Its process provides an <c>IGrainFactory</c>, an <c>IClusterClient</c> with the stream of changes, an <c>IImageStore</c>, and health checks of what it depends on.</summary>
public static class WebFrontendSetup
{
    private const int ServerLimitFactor = 8;

    /// <summary>Adds what the routes need, and says where the process listens.</summary>
    /// <exception cref="StartFailureException">It would listen where others could reach it, without asking who they are.</exception>
    public static void AddWebFrontend(this WebApplicationBuilder builder)
    {
        builder.ListenWhereItIsSafe();
        builder.Services.AnswerToOwnAddresses();
        builder.AddAccess();
        builder.Services.AddRoutes();
    }

    /// <summary>Adds the middleware and all routes.</summary>
    public static WebApplication MapWebFrontend(this WebApplication app)
    {
        app.TellListening();
        app.UseTrustedProxies();
        app.UseFastReads();
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseRouting();
        app.UseAccess();
        app.UseConditions();
        app.UseCluster();

        app.MapGroup("").RefuseOtherConditions().MapApi();
        app.MapImageFiles();
        app.MapDashboardWhereEnabled();
        app.MapGroup("").ForEverybody().WithoutSilo().MapHealth();
        app.MapGroup("").ForEverybody().WithoutSilo().MapMetrics();
        app.MapApiDocument();
        app.MapPages();
        return app;
    }

    private static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapUsers();
        routes.MapProducts();
        routes.MapProductBatch();
        routes.MapCatalog();
        routes.MapChanges();
        routes.MapProductImages();
        routes.MapDeadLetters();
    }

    /// <summary>Users are known before requests are counted, and bad tokens are counted before they are refused.</summary>
    private static void UseAccess(this WebApplication app)
    {
        if (app.HasAccessControl())
        {
            app.UseAuthentication();
        }

        app.UseRequestRate();
        if (app.HasAccessControl())
        {
            app.UseAuthorization();
        }
    }

    private static void AddRoutes(this IServiceCollection services)
    {
        services.AddSettings<ApiOptions>(ApiOptions.Section).AddSettings<ProductLimits>(ProductLimits.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(LimitServer);
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<UuidRouteConstraint>("guid"));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSingleton<ImageUpload>();
        services.AddReads();
        services.AddChanges();
        services.AddHealth();
        services.AddRequestRate();
        services.AddApiDocument();
    }

    /// <summary>
    /// The server breaks the connection at its limit, often before the client has read why; so a body that is not
    /// absurdly large is refused by what reads it, and the server swallows the rest.
    /// </summary>
    private static void LimitServer(KestrelServerOptions server, IOptions<ApiOptions> api)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = ServerLimitFactor * (long)api.Value.MaxBodyBytes;
    }
}
