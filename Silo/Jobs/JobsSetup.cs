namespace Products.Silo.Jobs;

/// <summary>Image jobs from the outbox to RabbitMQ, and dead letters back.</summary>
internal static class JobsSetup
{
    public static void AddImageJobs(this WebApplicationBuilder builder)
    {
    }
}
