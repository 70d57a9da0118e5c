namespace Products.Silo.Membership;

/// <summary>The silo as a member of the cluster.</summary>
internal static class SiloSetup
{
    public static void AddClusterSilo(this WebApplicationBuilder builder)
    {
    }
}
