using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Products.Hosting.Cluster;

/// <summary>Requests that come before the first silo has answered.</summary>
public static class UntilConnected
{
    /// <summary>Fails all requests but those for the health pages while there is no cluster: Orleans does not even know the grains yet.</summary>
    public static void UseCluster(this IApplicationBuilder app)
    {
        var state = app.ApplicationServices.GetService<ClusterState>() ?? ClusterState.OfSilo();
        app.Use(next => context => state.IsStarted || context.Request.Path.StartsWithSegments("/health")
            ? next(context)
            : throw new SiloUnavailableException("This process has found no silo yet."));
    }
}
