using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;

namespace Products.WebFrontend.Access;

/// <summary>Who may do what: with authentication on, every route asks for a token unless it is marked as open.</summary>
internal static class AccessSetup
{
    private const string Admin = "admin";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<AccessOptions>(AccessOptions.Section);
        services.AddSingleton(new AccessSwitch(AccessOptions.IsOn(builder.Configuration)));
        services.AddSingleton<KnownTokens>();
        if (!AccessOptions.IsOn(builder.Configuration))
        {
            return;
        }

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenRules>();
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<AccessOptions>>((authorization, access) =>
        {
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            authorization.AddPolicy(Admin, policy => policy.RequireAuthenticatedUser().RequireRole(access.Value.AdminRole));
        });
    }

    /// <summary>Whether tokens are asked for.</summary>
    public static bool HasAccessControl(this IEndpointRouteBuilder app) => app.ServiceProvider.GetRequiredService<AccessSwitch>().IsOn;

    /// <summary>The routes need the admin role.</summary>
    public static RouteGroupBuilder ForAdmins(this RouteGroupBuilder routes)
    {
        if (routes.HasAccessControl())
        {
            routes.RequireAuthorization(Admin);
        }

        return routes;
    }

    /// <summary>The routes need no token.</summary>
    public static TBuilder ForEverybody<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder => routes.AllowAnonymous();
}

/// <summary>Whether tokens are asked for.</summary>
internal sealed record AccessSwitch(bool IsOn);
