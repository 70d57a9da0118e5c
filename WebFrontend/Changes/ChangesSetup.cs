using Products.Hosting.Settings;

namespace Products.WebFrontend.Changes;

/// <summary>Change events for clients that wait for them.</summary>
internal static class ChangesSetup
{
    public static void AddChanges(this IServiceCollection services)
    {
        services.AddSettings<EventOptions>(EventOptions.Section);
        services.AddSingleton<Listeners>();
        services.AddSingleton<ChangeNotices>();
        services.AddSingleton<EventFigures>();
        services.AddSingleton<EventStreams>();
        services.AddHostedService<ChangeFollower>();
    }
}
