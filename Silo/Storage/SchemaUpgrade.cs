using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Hosting.Settings;

namespace Products.Silo.Storage;

/// <summary>Upgrades the database before anything else of this process starts, and waits for it while it does not answer.</summary>
internal sealed partial class SchemaUpgrade(IOptions<PostgresOptions> options, ILogger<SchemaUpgrade> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value.ToConnectionString();
        var started = Stopwatch.GetTimestamp();
        while (!await TryUpgradeAsync(settings, started, cancellationToken))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>False when the database may answer later.</returns>
    private async Task<bool> TryUpgradeAsync(NpgsqlConnectionStringBuilder settings, long started, CancellationToken cancellationToken)
    {
        try
        {
            await Schema.UpgradeAsync(settings, options.Value.StartTimeout, cancellationToken);
            return true;
        }
        catch (NpgsqlException failure) when (IsFinal(failure) || Stopwatch.GetElapsedTime(started) >= options.Value.StartTimeout)
        {
            throw new StartFailureException(Explain(settings, failure), failure);
        }
        catch (NpgsqlException failure)
        {
            LogWaiting(settings.Host, settings.Port, failure.Message);
            return false;
        }
    }

    /// <summary>A server that starts or stops will pass; what it says about the role or the database will not.</summary>
    private static bool IsFinal(NpgsqlException failure) =>
        failure is PostgresException { IsTransient: false, SqlState: not (PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown) };

    private static string Explain(NpgsqlConnectionStringBuilder settings, NpgsqlException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{PostgresOptions.Section}:User: {settings.Username} is not let in: {failure.Message}",
        PostgresErrorCodes.InvalidCatalogName => $"{PostgresOptions.Section}:Database: {failure.Message}",
        null => $"{PostgresOptions.Section}:Host: {settings.Host}:{settings.Port} does not answer: {failure.Message}",
        _ => $"{PostgresOptions.Section}: {failure.Message}",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for Postgres at {Host}:{Port}: {Reason}")]
    private partial void LogWaiting(string? host, int port, string reason);
}
