using System.Globalization;
using Products.Chaos.Faults;

namespace Products.Chaos;

/// <summary>What a run is made of, from the command line of <c>./chaos</c>.</summary>
internal sealed record ChaosOptions
{
    /// <summary>For how long there are faults; the run takes a minute or two more.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Of the faults: which, of what, for how long.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1, 1_000_000);

    public int Silos { get; init; } = 3;

    public int Frontends { get; init; } = 2;

    public int Workers { get; init; } = 2;

    /// <summary>Settings of all our processes, by full name.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Other builds of our programs: by name, such as <c>Silo</c>, the path of the assembly.</summary>
    public Dictionary<string, string> Programs { get; init; } = [];

    /// <summary>Where each process has its log; kept nowhere unless set.</summary>
    public string? LogFolder { get; init; }

    /// <summary>What the length of each fault, and of each pause between two, is multiplied by.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Products that most of the requests go to.</summary>
    public int HotProducts { get; init; } = 8;

    /// <summary>Products at the start that the other requests go to.</summary>
    public int ColdProducts { get; init; } = 2000;

    public int Readers { get; init; } = 16;

    public int Writers { get; init; } = 8;

    /// <summary>Each makes products with images.</summary>
    public int Creators { get; init; } = 2;

    /// <summary>What happens.</summary>
    public IEnumerable<FaultStep> Faults { get; init; } = [];

    /// <returns>Null when they cannot be understood; what is wrong was printed.</returns>
    public static ChaosOptions? Parse(string[] args)
    {
        try
        {
            var options = args.Chunk(2).Aggregate(new ChaosOptions(), (options, pair) => options.With(pair[0], pair.ElementAtOrDefault(1)));
            return options with { Faults = FaultSchedule.Of(options.Seed) };
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException)
        {
            Console.Error.WriteLine(wrong.Message);
            return null;
        }
    }

    private ChaosOptions With(string name, string? value) => (name, value) switch
    {
        (_, null) => throw new ArgumentException($"{name} needs a value."),
        ("--minutes", _) => this with { Duration = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
        ("--seed", _) => this with { Seed = Number(value) },
        ("--silos", _) => this with { Silos = Number(value) },
        ("--front-ends", _) => this with { Frontends = Number(value) },
        ("--workers", _) => this with { Workers = Number(value) },
        ("--readers", _) => this with { Readers = Number(value) },
        ("--writers", _) => this with { Writers = Number(value) },
        ("--silo", _) => this with { Programs = new(Programs) { ["Silo"] = Existing(value) } },
        ("--front-end", _) => this with { Programs = new(Programs) { ["WebFrontend"] = Existing(value) } },
        ("--logs", _) => this with { LogFolder = value },
        ("--setting", _) when value.Split('=', 2) is [var setting, var text] => this with { Settings = new(Settings) { [setting.Replace("__", ":", StringComparison.Ordinal)] = text } },
        _ => throw new ArgumentException($"{name} {value} is not understood."),
    };

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static string Existing(string path) => File.Exists(path) ? Path.GetFullPath(path) : throw new ArgumentException($"There is no file {path}.");
}
