using Orleans.Dashboard;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.OrleansDashboard;

/// <summary>The Orleans Dashboard at <c>/admin/orleans</c>, for admins, where it is enabled.</summary>
internal static class DashboardEndpoints
{
    /// <summary>The page has a script of its own and styles in its elements; nothing may come from, or go to, another host.</summary>
    private const string PagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

    public static void MapDashboardWhereEnabled(this IEndpointRouteBuilder routes)
    {
        if (!Hosting.OrleansDashboard.DashboardOptions.IsOn(routes.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            return;
        }

        routes.MapGroup("").ForAdmins().ExcludeFromDescription().AddEndpointFilter((call, next) =>
        {
            call.HttpContext.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(call);
        }).MapOrleansDashboard("/admin/orleans");
    }
}
