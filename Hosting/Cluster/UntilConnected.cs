using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Products.Hosting.Cluster;

/// <summary>Requests that come before the first silo has answered.</summary>
public static class UntilConnected
{
    /// <summary>Fails all requests to routes but those <see cref="WithoutSilo"/> while there is no cluster: Orleans does not even know the grains yet.</summary>
    public static void UseCluster(this IApplicationBuilder app)
    {
        var state = app.ApplicationServices.GetService<ClusterState>() ?? ClusterState.OfSilo();
        app.Use(next => context => state.IsStarted || !NeedsSilo(context.GetEndpoint())
            ? next(context)
            : throw new SiloUnavailableException("This process has found no silo yet."));
    }

    /// <summary>The routes call no grain, and so are served without a cluster, too.</summary>
    public static TBuilder WithoutSilo<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new NeedsNoSilo());

    private static bool NeedsSilo(Endpoint? route) => route is not null && route.Metadata.GetMetadata<NeedsNoSilo>() is null;

    private sealed class NeedsNoSilo;
}
