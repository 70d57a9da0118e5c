namespace Products.ImageWorker.Jobs;

/// <summary>Where the worker takes its jobs from.</summary>
public interface IImageJobSource
{
    /// <summary>Hands out jobs as they fall due, each to one caller, until the token is cancelled.</summary>
    /// <remarks>A job that is neither completed, retried nor dead-lettered is handed out again.</remarks>
    IAsyncEnumerable<ImageDelivery> ReceiveAsync(CancellationToken cancellationToken);
}
