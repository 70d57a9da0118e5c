namespace Products.Grains.Interfaces;

/// <summary>A grain, in the middle of a call, could not reach another one.</summary>
/// <remarks>
/// Orleans would hand its own exception on to the first caller, who would take it for his own call's: for one that no
/// grain has seen, and that he may send again.
/// </remarks>
[GenerateSerializer, Alias("products.grain-unreachable")]
public sealed class GrainUnreachableException(string message, Exception? cause = null) : OrleansException(message, cause!);
