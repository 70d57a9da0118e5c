using System.Runtime.InteropServices;
using Products.Chaos;

// What ./chaos is made of.
if (ChaosOptions.Parse(args) is not { } options)
{
    return 2;
}

using var stop = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    var report = await ChaosRun.RunAsync(options, Console.Out, stop.Token);
    return report.Passed ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Told to stop before its time.");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
