using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Products.Hosting.Health;

/// <summary>Tells in the log when a dependency fails and when it is back: once each, however often somebody asks for the health.</summary>
internal sealed partial class HealthChanges(ILogger<HealthChanges> logger)
{
    private readonly ConcurrentDictionary<string, HealthStatus> _known = new();

    public void See(HealthReport report)
    {
        foreach (var (name, entry) in report.Entries)
        {
            var before = HealthStatus.Healthy;
            _known.AddOrUpdate(name, entry.Status, (_, known) =>
            {
                before = known;
                return entry.Status;
            });
            if (before != entry.Status)
            {
                Tell(name, entry);
            }
        }
    }

    private void Tell(string name, HealthReportEntry entry)
    {
        if (entry.Status == HealthStatus.Healthy)
        {
            LogBack(name);
        }
        else
        {
            LogTrouble(entry.Exception, name, Readiness.NameOf(entry.Status), entry.Description);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Dependency} is healthy again")]
    private partial void LogBack(string dependency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dependency} is {Status}: {Description}")]
    private partial void LogTrouble(Exception? failure, string dependency, string status, string? description);
}
