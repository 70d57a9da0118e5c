using System.Globalization;
using System.Text;
using Products.Chaos.Load;
using Products.Servers.Checks;
using Products.Servers.Histories;

namespace Products.Chaos;

/// <summary>What came of a run.</summary>
internal sealed class ChaosReport
{
    private const int Shown = 20;

    /// <summary>How often each fault was made.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>What is stored, and whether it fits together.</summary>
    public required StateReport State { get; init; }

    /// <summary>What was acknowledged and is not stored.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Answers that are wrong by themselves.</summary>
    public required IReadOnlyCollection<string> Findings { get; init; }

    /// <summary>Answers that no register can have given.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    public long Reads => Counted.Reads;

    public long Writes => Counted.Writes;

    /// <summary>Whether nothing is wrong, and there was something that could have been.</summary>
    public bool Passed => (Violations.Count, Findings.Count, Lost.Count, State.Differences.Count, State.Images("pending")) == (0, 0, 0, 0, 0)
        && Reads > 0 && Writes > 0 && State.Images("ready") > 0;

    public required Counted Counted { get; init; }

    public required FrontDoors Doors { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, $"reads {Counted.Reads}, acknowledged writes {Counted.Writes}, writes of unknown outcome {Counted.Attempts}");
        Line(text, $"products created {Counted.Products}, with {Counted.Images} images: {State.Images("ready")} ready, {State.Images("failed")} failed, {State.Images("pending")} pending");
        Line(text, $"faults {Faults.Values.Sum()}: {string.Join(", ", Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => $"{fault.Key} {fault.Value}"))}");
        Line(text, $"requests answered: {Doors.Availability}");
        foreach (var door in Doors.All)
        {
            Line(text, $"  {door.Name}: {door.Availability}");
        }

        Line(text, $"stored: {State}");
        Section(text, "acknowledged but lost", Lost);
        Section(text, "wrong answers", Findings);
        Section(text, "violations of linearizability", [.. Violations.Select(violation => violation.ToString())]);
        return text.Append(Passed ? "PASSED" : "FAILED").ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyCollection<string> lines)
    {
        Line(text, $"{title}: {lines.Count}");
        foreach (var line in lines.Take(Shown))
        {
            Line(text, $"  {line}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
