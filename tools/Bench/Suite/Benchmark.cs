namespace Products.Bench.Suite;

/// <summary>One of the things that <c>./bench</c> measures.</summary>
/// <param name="Name">As it is called on the command line.</param>
/// <param name="Title">What it measures.</param>
/// <param name="RunAsync">Starts what it needs, measures, and ends it; returns the rows of a table.</param>
internal sealed record Benchmark(string Name, string Title, Func<BenchOptions, Task<IReadOnlyList<string>>> RunAsync);
