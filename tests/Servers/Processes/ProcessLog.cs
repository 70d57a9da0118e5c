using System.Collections.Concurrent;

namespace Products.Servers.Processes;

/// <summary>What a process printed since it was last started, the latest lines of it; they go to a file as well when one is set.</summary>
internal sealed class ProcessLog(string? file) : IDisposable
{
    private const int LinesKept = 20_000;

    private readonly ConcurrentQueue<string> _lines = new();
    private string? _file = file;
    private StreamWriter? _writer;

    public IEnumerable<string> Lines => _lines;

    /// <summary>Appends to a file: what is kept, and all that comes.</summary>
    public void AppendTo(string file)
    {
        lock (_lines)
        {
            _writer?.Dispose();
            _writer = null;
            _file = file;
            File.AppendAllLines(file, _lines);
        }
    }

    public void Clear() => _lines.Clear();

    public void Add(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                Keep(line);
            }
        }
    }

    /// <summary>What comes later is kept, but goes to no file.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            _writer?.Dispose();
            _file = null;
        }
    }

    private void Keep(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out var _);
        }

        if (_file is not null)
        {
            (_writer ??= new StreamWriter(_file, append: true) { AutoFlush = true }).WriteLine(line);
        }
    }
}
