using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Products.Hosting.Cluster;

/// <summary>Connects to the cluster while the process starts, without holding the start up.</summary>
/// <remarks>
/// Orleans' own service ends only when a silo answers. A front end that started before any silo would then have no
/// health page to say so.
/// </remarks>
internal sealed partial class ClusterConnection(
    IClusterClient client, ClusterState state, IHostApplicationLifetime lifetime, ILogger<ClusterConnection> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IHostedService _orleans = (IHostedService)client;
    private Task _connecting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _connecting = ConnectAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _connecting.WaitAsync(cancellationToken);
        if (state.IsStarted)
        {
            await _orleans.StopAsync(cancellationToken);
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task ConnectAsync()
    {
        try
        {
            await _orleans.StartAsync(_stop.Token);
            state.Start();
            LogConnected(state.Gateways);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The process was told to stop before it found a silo.
        }
        catch (Exception failure)
        {
            LogFailed(failure);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Count} silos of the cluster")]
    private partial void LogConnected(int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The cluster cannot be connected to; the process stops")]
    private partial void LogFailed(Exception failure);
}
