namespace Products.Bench.Suite;

/// <summary>What one benchmark gave, in Markdown.</summary>
/// <param name="Name">Of the benchmark.</param>
/// <param name="Text">Begins with <see cref="HeadingOf"/>.</param>
internal sealed record Section(string Name, string Text)
{
    private const string Head = """
        | what | median | range | p99 | wanted |
        |---|---|---|---|---|
        """;

    /// <param name="benchmark">Which one.</param>
    /// <param name="rows">Of its table.</param>
    /// <param name="circumstances">Where, when and how it was measured.</param>
    public static Section Of(Benchmark benchmark, IReadOnlyList<string> rows, string circumstances) =>
        new(benchmark.Name, $"{HeadingOf(benchmark.Name)}\n\n{benchmark.Title}.\n\n{Head}\n{string.Join('\n', rows)}\n\n{circumstances}\n");

    public static string HeadingOf(string name) => $"### {name}";
}
