namespace Products.Grains.Interfaces.DeadLetters;

/// <summary>What a replay did.</summary>
/// <param name="Replayed">How many jobs were issued again.</param>
/// <param name="Complete">False when its time was over before it had come to every letter: ask again.</param>
[GenerateSerializer, Immutable, Alias("products.replay-count")]
public sealed record ReplayCount(
    [property: Id(0)] int Replayed,
    [property: Id(1)] bool Complete);
