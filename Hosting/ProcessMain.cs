using Products.Hosting.Settings;

namespace Products.Hosting;

/// <summary>What every process does around its host.</summary>
public static class ProcessMain
{
    /// <summary>Runs a host to its end. What its user can mend is told in a line, without a stack trace.</summary>
    /// <returns>The exit code: 0 after an orderly stop, 1 when the process could not start.</returns>
    public static async Task<int> RunAsync(Func<Task> host)
    {
        try
        {
            await host();
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }
}
