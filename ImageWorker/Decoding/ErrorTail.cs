using System.Text;

namespace Products.ImageWorker.Decoding;

/// <summary>Reads what a process writes to its standard error, and keeps the last 2 KB since the last image.</summary>
/// <remarks>Thread safe. It stops reading after 1 MiB: a hostile image may write without end.</remarks>
internal sealed class ErrorTail
{
    private const int KeptBytes = 2048;
    private const long MaxBytes = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Task _reading;
    private byte[] _kept = [];

    public ErrorTail(Stream errors) => _reading = Task.Run(() => CollectAsync(errors));

    public void Clear()
    {
        lock (_lock)
        {
            _kept = [];
        }
    }

    /// <summary>Once the process has ended. Control characters are blanks: an image may have chosen the text.</summary>
    public async Task<string> ReadAsync()
    {
        await Task.WhenAny(_reading, Task.Delay(Limit));
        lock (_lock)
        {
            return new string([.. Encoding.UTF8.GetString(_kept).Select(one => char.IsControl(one) ? ' ' : one)]).Trim();
        }
    }

    private async Task CollectAsync(Stream errors)
    {
        await using var closed = errors;
        var buffer = new byte[KeptBytes];
        for (var total = 0L; total < MaxBytes && await errors.ReadAsync(buffer) is var count and > 0; total += count)
        {
            Keep(buffer.AsSpan(0, count));
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _kept = [.. _kept.AsSpan(Math.Clamp(_kept.Length + bytes.Length - KeptBytes, 0, _kept.Length)), .. bytes];
        }
    }
}
