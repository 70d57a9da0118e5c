using System.Globalization;

namespace Products.Bench.Suite;

/// <summary>What <c>./bench</c> was told.</summary>
/// <param name="Command">The words, as they were given.</param>
internal sealed record BenchOptions(string[] Command)
{
    /// <summary>The benchmarks to run; none: all of them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Rounds that count, after one that warms up; 5 by default.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Seconds of load on each side in a round; 5 by default.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>Whether the results are put into <c>docs/benchmarks.md</c>.</summary>
    public bool Write { get; init; }

    /// <summary>Whether Postgres syncs each commit to the disk, for all sides; not by default, so that processors are compared and not the disk.</summary>
    public bool Fsync { get; init; }

    /// <summary>Tells benchmarks to end what they have started, at the next turn.</summary>
    public CancellationToken Stop { get; init; }

    /// <exception cref="FormatException">A word is unknown, or a number is none.</exception>
    public static BenchOptions Parse(string[] words)
    {
        var (options, rest) = (new BenchOptions(words), new Queue<string>(words));
        while (rest.TryDequeue(out var word))
        {
            options = word switch
            {
                "--rounds" => options with { Rounds = Number(rest) },
                "--seconds" => options with { Seconds = Number(rest) },
                "--write" => options with { Write = true },
                "--fsync" => options with { Fsync = true },
                _ when word.StartsWith('-') => throw new FormatException($"There is no option '{word}'."),
                _ => options with { Names = [.. options.Names, word] },
            };
        }

        return options;
    }

    private static int Number(Queue<string> rest) =>
        rest.TryDequeue(out var word) && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException("After --rounds and --seconds stands a number above 0.");
}
