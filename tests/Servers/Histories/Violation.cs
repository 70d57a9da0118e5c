namespace Products.Servers.Histories;

/// <summary>Operations that no register could have answered so.</summary>
/// <param name="Key">The register.</param>
/// <param name="Rule">What is broken.</param>
/// <param name="Operation">The operation that should have been answered otherwise.</param>
/// <param name="Witness">The one that shows it, where it takes two.</param>
public sealed record Violation(Guid Key, BrokenRule Rule, Operation Operation, Operation? Witness = null)
{
    public override string ToString() => $"{Key}: {Rule}: {Operation}{(Witness is { } other ? $"; but {other}" : "")}";
}

/// <summary>What a <see cref="Violation"/> breaks.</summary>
public enum BrokenRule
{
    /// <summary>It saw, or made, an older revision than an operation that had ended when it began.</summary>
    Stale,

    /// <summary>A revision was seen before the write that made it had begun.</summary>
    BeforeItsWrite,

    /// <summary>A value that nobody wrote, or not at this revision, or one that was overwritten before.</summary>
    ThinAirValue,

    /// <summary>A revision higher than the number of changes that can have been made.</summary>
    ThinAirRevision,

    /// <summary>Two writes made the same revision.</summary>
    MadeTwice,
}
