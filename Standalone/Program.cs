using Products.Hosting.Settings;
using Products.Standalone;

try
{
    await StandaloneHost.RunAsync(args);
    return 0;
}
catch (Exception failure) when (StartFailure.Explain(failure) is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 1;
}
