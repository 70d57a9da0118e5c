using System.Text;

namespace Products.ImageWorker.Decoding;

/// <summary>Reads all that a process writes to its standard error, and keeps the last 2 KB.</summary>
internal sealed class LastWords(Stream errors)
{
    private const int KeptBytes = 2048;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Task<string> _read = Task.Run(() => CollectAsync(errors));

    /// <summary>Once the process has ended. A hostile image may have chosen the text.</summary>
    public async Task<string> ReadAsync()
    {
        await Task.WhenAny(_read, Task.Delay(Limit));
        return _read.IsCompletedSuccessfully ? _read.Result : "";
    }

    private static async Task<string> CollectAsync(Stream errors)
    {
        var kept = Array.Empty<byte>();
        var buffer = new byte[KeptBytes];
        while (await errors.ReadAsync(buffer) is var count and > 0)
        {
            kept = [.. kept.Concat(buffer.Take(count)).TakeLast(KeptBytes)];
        }

        return Encoding.UTF8.GetString(kept).Trim();
    }
}
