namespace Products.Grains.Reads;

/// <summary>What this silo may say of its grains: whether no other silo can have taken them over, nor it those of another too early.</summary>
public interface ISiloAuthority
{
    /// <summary>
    /// For how long it is certain, without another word, that this silo's activations are the only ones of their grains, so that what they
    /// remember is true. Its end never comes earlier than was said before. Zero or less when it is not certain now.
    /// </summary>
    TimeSpan Certainty { get; }

    /// <summary>Waits until it is certain, which is nearly always at once.</summary>
    /// <exception cref="Interfaces.GrainUnreachableException">It could not be found out in time.</exception>
    ValueTask AssureAsync();

    /// <summary>Waits until silos that are lost can answer for none of the grains that they had, nor a front end for them.</summary>
    /// <param name="view">The view of the cluster in which the directory has registered the activation: it may be ahead of this silo's.</param>
    /// <param name="began">The timestamp (of <see cref="TimeProvider"/>) before the activation read its state.</param>
    /// <param name="cancellationToken">Ends the wait; the activation fails.</param>
    /// <returns>Whether the state that was read may be out of date: a silo that is lost could still write.</returns>
    ValueTask<bool> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken);
}
