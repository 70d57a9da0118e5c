namespace Products.ImageWorker.Queue;

/// <summary>Image jobs from RabbitMQ.</summary>
internal static class QueueSetup
{
    public static void AddJobQueue(this IHostApplicationBuilder builder)
    {
    }
}
