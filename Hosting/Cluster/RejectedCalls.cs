using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime.Messaging;
using Products.Grains.Interfaces;

namespace Products.Hosting.Cluster;

/// <summary>Which failed calls may be sent again: calls of our own grains only; Orleans looks after its own.</summary>
internal static class RejectedCalls
{
    private static readonly ConcurrentDictionary<MethodInfo, bool> Safe = new();

    public static bool IsOurs(MethodInfo method) => method.DeclaringType?.Assembly == typeof(SafeToRepeatAttribute).Assembly;

    /// <summary>Whether a repeat can do no harm: no grain has seen the call, or it is one that may be repeated.</summary>
    public static bool MayRepeat(Exception failure, MethodInfo method) =>
        IsOurs(method) && (WasNotExecuted(failure) || (IsAmbiguous(failure) && IsSafe(method)));

    /// <summary>Whether Orleans failed the call, and not the grain that was called.</summary>
    public static bool IsOfMessaging(Exception failure) => failure is OrleansMessageRejectionException || WasNotExecuted(failure);

    /// <summary>
    /// The messaging layer refused the call: its silo stops, its activation moves, or no silo was connected. A silo that
    /// became unavailable is another matter, although its exception is derived: the call may have been running there.
    /// </summary>
    private static bool WasNotExecuted(Exception failure) =>
        failure.GetType() == typeof(OrleansMessageRejectionException)
        || failure is ConnectionFailedException or GatewayTooBusyException
        || WasNotPlaced(failure);

    /// <summary>A silo that stops refused to find or place the grain.</summary>
    /// <remarks>Orleans' <c>PlacementService</c> gives this failure no type of its own.</remarks>
    private static bool WasNotPlaced(Exception failure) =>
        failure is SiloUnavailableException
        && failure.Message.StartsWith("Silo '", StringComparison.Ordinal)
        && failure.Message.EndsWith("' is shutting down.", StringComparison.Ordinal);

    private static bool IsAmbiguous(Exception failure) => failure is SiloUnavailableException or TimeoutException or GrainUnreachableException;

    private static bool IsSafe(MethodInfo method) => Safe.GetOrAdd(method, one => one.IsDefined(typeof(SafeToRepeatAttribute)));
}
