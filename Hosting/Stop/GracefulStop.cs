using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;

namespace Products.Hosting.Stop;

/// <summary>A stop that loses no request: not ready at once, still serving while it drains, then as long as what is in flight takes.</summary>
public static class GracefulStop
{
    /// <param name="builder">The process.</param>
    /// <param name="drainTime">For how long it serves on, unless the settings say otherwise.</param>
    public static void AddGracefulStop(this IHostApplicationBuilder builder, TimeSpan drainTime)
    {
        var services = builder.Services;
        services.AddSettings<StopOptions>(StopOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Draining>(provider, Chosen(provider, drainTime)));
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<IServiceProvider>((host, provider) =>
            host.ShutdownTimeout = Chosen(provider, drainTime) + Draining.InFlightTime + Draining.LeaveTime);
        services.AddTransient<IStartupFilter, LastAnswers>();
        services.AddOptions<KestrelServerOptions>().Configure<IServiceProvider>((server, provider) =>
            server.ConfigureEndpointDefaults(endpoint => endpoint.BreakWhenGivingUp(provider)));
    }

    private static TimeSpan Chosen(IServiceProvider provider, TimeSpan fallback) =>
        provider.GetRequiredService<IOptions<StopOptions>>().Value.DrainTime ?? fallback;

    /// <summary>A client that reads its answer a byte a minute must not use up the time in which the rest of the process stops.</summary>
    private static void BreakWhenGivingUp(this ListenOptions endpoint, IServiceProvider provider) => endpoint.Use(next => async connection =>
    {
        var givingUp = provider.GetRequiredService<Draining>().GivingUp;
        await using var registration = givingUp.UnsafeRegister(broken => ((ConnectionContext)broken!).Abort(), connection);
        await next(connection);
    });

    /// <summary>While the process drains, each answer is the last of its connection: a client that keeps connections open goes elsewhere.</summary>
    private sealed class LastAnswers(Draining draining) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(CloseWhileStoppingAsync);
            next(app);
        };

        private Task CloseWhileStoppingAsync(HttpContext context, RequestDelegate next)
        {
            if (draining.IsStopping && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.OnStarting(Close, context.Response); // a failure clears what was set before
            }

            return next(context);
        }

        private static Task Close(object answer)
        {
            ((HttpResponse)answer).Headers.Connection = "close";
            return Task.CompletedTask;
        }
    }
}
