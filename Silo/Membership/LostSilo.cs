namespace Products.Silo.Membership;

/// <summary>Ends the process, for it to be started again as another silo.</summary>
internal sealed partial class LostSilo(ILogger<LostSilo> logger)
{
    /// <summary>The process's exit code.</summary>
    public const int ExitCode = 3;

    /// <summary>At once: whatever this silo would still do, another may be doing as well.</summary>
    public void End(string reason)
    {
        LogLost(reason);
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo ends at once, to be started again: {Reason}")]
    private partial void LogLost(string reason);
}
