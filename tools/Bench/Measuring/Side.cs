namespace Products.Bench.Measuring;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="PlayAsync">Its turn in a round.</param>
internal sealed record Side(string Name, Func<Task<Sample>> PlayAsync);
