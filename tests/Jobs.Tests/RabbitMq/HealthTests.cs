using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Jobs.Tests.Hosts;

namespace Products.Jobs.Tests.RabbitMq;

/// <summary>What readiness says of the broker. It may be hurt here.</summary>
public sealed class HealthTests(OwnBroker broker) : IClassFixture<OwnBroker>
{
    [Fact]
    public async Task It_tells_how_many_take_jobs_and_how_many_wait()
    {
        await using var queues = new JobQueues(broker.Server);
        await using var process = await BrokerProcess.StartAsync(queues, broker.Server, HealthStatus.Degraded);
        await TellsAsync(process, HealthStatus.Degraded, "0 consumers, 0 jobs wait, 0 suspects, 0 dead letters");

        await queues.AddAsync(SiloJobs.Jobs(2));
        await TellsAsync(process, HealthStatus.Degraded, "0 consumers, 2 jobs wait");

        await using var worker = new TakingWorker(queues);
        await using var other = new TakingWorker(queues);
        await TellsAsync(process, HealthStatus.Healthy, "2 consumers, 0 jobs wait");
    }

    [Theory]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task A_broker_that_is_away_is_told_until_it_is_back(HealthStatus outage)
    {
        await using var queues = new JobQueues(broker.Server);
        await using var process = await BrokerProcess.StartAsync(queues, broker.Server, outage);
        await TellsAsync(process, HealthStatus.Degraded, "0 consumers");

        await broker.Server.KillAsync();
        try
        {
            await TellsAsync(process, outage, "not connected");
        }
        finally
        {
            await broker.Server.StartAgainAsync();
        }

        await TellsAsync(process, HealthStatus.Degraded, "0 consumers");
    }

    [Fact]
    public async Task A_broker_that_says_nothing_holds_up_no_answer()
    {
        await using var queues = new JobQueues(broker.Server);
        await using var process = await BrokerProcess.StartAsync(queues, broker.Server, HealthStatus.Unhealthy);
        await TellsAsync(process, HealthStatus.Degraded, "0 consumers");

        broker.Server.Pause();
        try
        {
            var asked = Stopwatch.GetTimestamp();
            var told = await process.LookAsync();
            Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 2);
            Assert.Equal((HealthStatus.Unhealthy, "no answer within 1 s"), (told.Status, told.Description));
        }
        finally
        {
            broker.Server.Resume();
        }

        await TellsAsync(process, HealthStatus.Degraded, "0 consumers");
    }

    private static Task TellsAsync(BrokerProcess process, HealthStatus status, string text) => Until.TrueAsync(
        process.LookAsync, seen => seen.Status == status && seen.Description?.StartsWith(text, StringComparison.Ordinal) == true);
}
