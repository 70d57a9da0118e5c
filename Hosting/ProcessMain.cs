using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;

namespace Products.Hosting;

/// <summary>The life of every process: it is built, its settings are checked, it starts, and runs until it is told to stop.</summary>
public static partial class ProcessMain
{
    /// <summary>Runs a host to its end. What its user can mend is told in a line, without a stack trace.</summary>
    /// <returns>The exit code: 0 after an orderly stop, also one that was asked for during the start; 1 when the process could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        using var told = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => // the host listens for it only once it starts
        {
            signal.Cancel = true;
            told.Cancel();
        });
        try
        {
            await using var app = build();
            using var stop = told.Token.Register(app.Lifetime.StopApplication);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await RunAsync(app, isTold: () => told.IsCancellationRequested);
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    private static async Task RunAsync(WebApplication app, Func<bool> isTold)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (isTold() || (failure is OperationCanceledException && app.Lifetime.ApplicationStopping.IsCancellationRequested))
        {
            LogBrokenOff(app.Logger);
            await StopStartedAsync(app);
            return;
        }
        catch // the address is taken, say, which shows when all else has started
        {
            await StopStartedAsync(app);
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>What has started stops in order: a silo leaves its cluster. Its own failures must not hide why the start failed.</summary>
    private static async Task StopStartedAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception failure)
        {
            LogNotStopped(app.Logger, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop while it was starting")]
    private static partial void LogBrokenOff(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "What had started could not be stopped in order: {Reason}")]
    private static partial void LogNotStopped(ILogger logger, string reason);
}
