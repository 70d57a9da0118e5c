namespace Products.Grains.Interfaces.Changes;

/// <summary>The Orleans stream of all <see cref="ChangeNotice"/>s of a cluster.</summary>
public static class ChangeStream
{
    /// <summary>The stream provider, in silos and in front ends.</summary>
    public const string Provider = "changes";

    public static StreamId Id { get; } = StreamId.Create("changes", "all");
}
