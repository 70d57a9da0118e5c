using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Products.Hosting.Health;
using Products.Hosting.RabbitMq;
using Products.Servers.RabbitMq;

namespace Products.Jobs.Tests.Hosts;

/// <summary>What silo and worker have of RabbitMQ, with one connection.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IHost _host;
    private readonly Task _connection;

    private BrokerProcess(string namePrefix, string uri, HealthStatus outage)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["RabbitMq:Uri"] = uri;
        builder.Configuration["RabbitMq:Heartbeat"] = "00:00:02";
        builder.Configuration["ImageQueue:NamePrefix"] = namePrefix;
        builder.Services.AddRabbitMq(_ => [JobQueues.RetryDelay], outage).AddHealth();
        _host = builder.Build();
        _connection = _host.Services.GetRequiredService<Broker>().RunAsync("test", HoldAsync, _stop.Token);
    }

    /// <param name="queues">Whose names the process uses.</param>
    /// <param name="server">The broker.</param>
    /// <param name="outage">How ill it is without the broker.</param>
    public static async Task<BrokerProcess> StartAsync(JobQueues queues, RabbitMqServer server, HealthStatus outage)
    {
        var process = new BrokerProcess(queues.Options.NamePrefix, server.Uri, outage);
        await process._host.StartAsync();
        return process;
    }

    public async Task<HealthReportEntry> LookAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["rabbitmq"];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _connection;
        await _host.StopAsync();
        _host.Dispose();
        _stop.Dispose();
    }

    private async Task HoldAsync(BrokerSession session)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, session.Lost);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
