namespace Products.Bench.Suite;

/// <summary>The generated part of <c>docs/benchmarks.md</c>, with one section for each benchmark; what stands around it is written by hand.</summary>
internal static class ResultsPage
{
    private const string Begin = "<!-- ./bench --write puts its results here -->";
    private const string End = "<!-- until here -->";

    private static readonly string Path = System.IO.Path.Combine("docs", "benchmarks.md");

    /// <summary>Puts a section in the place of that benchmark's earlier one.</summary>
    /// <exception cref="InvalidDataException">The page has no place for results.</exception>
    public static async Task PutAsync(Section section) =>
        await File.WriteAllTextAsync(Path, With(await File.ReadAllTextAsync(Path), section));

    internal static string With(string page, Section section)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"{Path} has no lines '{Begin}' and '{End}'.");
        }

        begin += Begin.Length;
        var sections = AllBenchmarks.InOrder.Select(benchmark => benchmark.Name == section.Name ? section.Text : Find(page[begin..end], benchmark.Name)).OfType<string>();
        return $"{page[..begin]}\n\n{string.Join('\n', sections)}\n{page[end..]}";
    }

    private static string? Find(string results, string name)
    {
        var start = results.IndexOf(Section.HeadingOf(name) + '\n', StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var next = results.IndexOf("\n### ", start, StringComparison.Ordinal);
        return (next < 0 ? results[start..] : results[start..next]).TrimEnd() + '\n';
    }
}
