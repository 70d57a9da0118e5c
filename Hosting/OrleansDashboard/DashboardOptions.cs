using Microsoft.Extensions.Configuration;

namespace Products.Hosting.OrleansDashboard;

/// <summary>The Orleans Dashboard, from the <c>Dashboard</c> section. Silos and front ends must agree.</summary>
public sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Whether silos collect for it what each grain does, and front ends serve it at <c>/admin/orleans</c>.</summary>
    /// <value>The default is false: it costs each grain call something, and shows the state of any grain.</value>
    public bool Enabled { get; set; }

    /// <summary>The section as it is before the host is built.</summary>
    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>($"{Section}:{nameof(Enabled)}");
}
