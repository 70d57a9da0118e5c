using Microsoft.Extensions.Logging;

namespace Products.Hosting.Cluster;

/// <summary>Looks for a silo until one answers, or the process is told to stop.</summary>
internal sealed partial class KeepTrying(ILogger<KeepTrying> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OrleansConfigurationException)
        {
            return false;
        }

        if (!_told)
        {
            _told = true;
            LogWaiting(exception.Message);
        }

        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo answers yet, which is tried again until one does: {Reason}")]
    private partial void LogWaiting(string reason);
}
