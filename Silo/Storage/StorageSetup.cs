namespace Products.Silo.Storage;

/// <summary>Grain state, catalogue, dead letters and removed images on Postgres.</summary>
internal static class StorageSetup
{
    public static void AddPostgresStorage(this WebApplicationBuilder builder)
    {
    }
}
