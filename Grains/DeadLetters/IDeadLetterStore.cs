using Products.Grains.Interfaces.DeadLetters;

namespace Products.Grains.DeadLetters;

/// <summary>Where dead letters are kept. A letter goes by itself when its image gets a new job, or goes.</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps the letter if its job is still to be done; one that is kept already for the same job stays as it is.</summary>
    Task AddAsync(DeadLetter letter);

    /// <returns>The letter, or null.</returns>
    Task<DeadLetter?> FindAsync(long id);

    /// <summary>Newest first, only ids below <paramref name="before"/>.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <returns>False when there is none with this id.</returns>
    Task<bool> DeleteAsync(long id);
}
