using Orleans.Dashboard;
using Products.Hosting.Settings;

namespace Products.Hosting.OrleansDashboard;

/// <summary>What a process needs for the Orleans Dashboard, where it is enabled.</summary>
public static class DashboardSetup
{
    public static void AddDashboardWhereEnabled(this ISiloBuilder silo)
    {
        silo.Services.AddSettings<DashboardOptions>(DashboardOptions.Section);
        if (DashboardOptions.IsOn(silo.Configuration))
        {
            silo.AddDashboard(HideLogs);
        }
    }

    /// <inheritdoc cref="AddDashboardWhereEnabled(ISiloBuilder)"/>
    public static IClientBuilder AddDashboardWhereEnabled(this IClientBuilder client)
    {
        client.Services.AddSettings<DashboardOptions>(DashboardOptions.Section);
        if (DashboardOptions.IsOn(client.Configuration))
        {
            client.AddDashboard(HideLogs);
        }

        return client;
    }

    /// <summary>It would show those of one process, whichever that is.</summary>
    private static void HideLogs(Orleans.Dashboard.DashboardOptions options) => options.HideTrace = true;
}
