using System.Diagnostics;
using System.Globalization;

namespace Products.Chaos;

/// <summary>The clock of a run, and what happened in it, line by line.</summary>
internal sealed class Journal(TextWriter output)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    /// <summary>Since the run began; never goes back, and is the same for all.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    public void Write(string line) => _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds,8:0.0} s  {line}"));
}
