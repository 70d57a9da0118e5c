using System.Globalization;

namespace Products.Chaos.Faults;

/// <summary>One thing that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Part">With what.</param>
/// <param name="Number">Which of these, counted round and round.</param>
/// <param name="From">What it is cut off from, if that is the fault.</param>
/// <param name="After">How long after the step has begun.</param>
/// <param name="For">For how long.</param>
internal sealed record Fault(FaultKind Kind, Part Part, int Number, Part? From, TimeSpan After, TimeSpan For)
{
    /// <summary>By which faults are counted.</summary>
    public string Name => From is null ? $"{Kind} {Part}" : $"{Kind} {Part} from {From}";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Number} after {After.TotalSeconds:0.0} s for {For.TotalSeconds:0.0} s");
}

/// <summary>Faults at the same time, and the quiet time after all is well again.</summary>
internal sealed record FaultStep(IReadOnlyList<Fault> Faults, TimeSpan Calm);

internal enum FaultKind
{
    /// <summary><c>kill -9</c>; it is started again when the time is over.</summary>
    Kill,

    /// <summary>SIGTERM, as for an upgrade; it is started again when the time is over.</summary>
    Stop,

    /// <summary>SIGSTOP, and SIGCONT when the time is over.</summary>
    Pause,

    /// <summary>Connections to one server are closed and refused.</summary>
    Cut,

    /// <summary>Connections to one server stay, but nothing goes through.</summary>
    Clog,
}

internal enum Part
{
    Silo,
    Frontend,
    Worker,
    Postgres,
    Membership,
    Cache,
    RabbitMq,

    /// <summary>Both that know which silos are members: the membership Redis and Postgres.</summary>
    Tables,
}
