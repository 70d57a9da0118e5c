using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Products.Hosting.Settings;

/// <summary>Why a process could not start, when that is its user's to mend.</summary>
public static class StartFailure
{
    /// <returns>A line for each thing that is wrong, or null when the failure is the program's own.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        AggregateException { InnerExceptions: var all } when all.All(one => one is OptionsValidationException) =>
            string.Join(Environment.NewLine, all.Select(Explain)),
        StartFailureException => failure.Message,
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => failure.Message,
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => $"urls: {failure.Message}",
        IOException { InnerException: AddressInUseException } or SocketException => $"urls: {failure.Message}",
        AddressInUseException => $"Cluster:SiloPort or Cluster:GatewayPort: {failure.Message}", // as Orleans throws it
        _ => null,
    };
}

/// <summary>A process cannot start, for a reason that its message tells with the setting's name.</summary>
public sealed class StartFailureException(string message, Exception? cause = null) : Exception(message, cause);
