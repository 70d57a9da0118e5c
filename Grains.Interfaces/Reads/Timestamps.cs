namespace Products.Grains.Interfaces.Reads;

/// <summary>Sums of timestamps, which no change of the machine's date touches, and times.</summary>
public static class Timestamps
{
    /// <returns>The time in the units of <see cref="TimeProvider.GetTimestamp"/>.</returns>
    public static long TicksOf(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
