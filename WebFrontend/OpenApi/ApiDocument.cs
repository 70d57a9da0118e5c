using Microsoft.OpenApi;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;
using Scalar.AspNetCore;

namespace Products.WebFrontend.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, and a page to read it at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    /// <summary>The page's script is one of its own assets and has inline parts; nothing may come from, or go to, another host.</summary>
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

    /// <summary>How the framework keeps an event in memory, which nobody sees.</summary>
    private const string FrameworkEvents = "SseItemOfstring";

    /// <summary>The name of the security scheme.</summary>
    public const string Bearer = "bearer";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Products", Version = "v1", Description = "A catalogue of products and their images." };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components?.Schemas?.Remove(FrameworkEvents);
            if (context.ApplicationServices.GetRequiredService<AccessSwitch>().IsOn)
            {
                document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer<OperationDescription>();
        options.AddSchemaTransformer<SchemaTypes>();
        options.AddSchemaTransformer<SchemaLimits>();
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().ForEverybody().WithoutSilo();
        routes.MapScalarApiReference("/docs", page =>
        {
            page.Title = "Products API";
            page.DefaultFonts = false;
            page.Telemetry = false;
            page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            page.DisableAgent();
        }).ForEverybody().WithoutSilo().AddEndpointFilter((call, next) =>
        {
            call.HttpContext.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(call);
        });
    }
}
