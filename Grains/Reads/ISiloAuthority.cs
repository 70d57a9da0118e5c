namespace Products.Grains.Reads;

/// <summary>What this silo may say of its grains: whether no other silo can have taken them over, nor it those of another too early.</summary>
public interface ISiloAuthority
{
    /// <summary>Whether it is certain now that this silo's activations are the only ones of their grains, so that what they remember is true.</summary>
    bool IsCertain { get; }

    /// <summary>Waits until it is certain, which is nearly always at once.</summary>
    /// <exception cref="Interfaces.GrainUnreachableException">It could not be found out in time.</exception>
    ValueTask AssureAsync();

    /// <summary>Waits until silos that are lost can answer for none of the grains that they had.</summary>
    ValueTask<Takeover> TakeOverAsync(CancellationToken cancellationToken);
}

/// <summary>What an activation inherits from silos that were lost.</summary>
/// <param name="Waited">Whether what was read before may be out of date.</param>
/// <param name="SessionsEnd">The timestamp (of <see cref="TimeProvider"/>) at which no front end can have a session with them any more.</param>
public readonly record struct Takeover(bool Waited, long SessionsEnd);
