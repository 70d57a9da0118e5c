namespace Products.ImageWorker.Download;

/// <summary>A connection to a source that limits each wait for bytes, and can tell whether any came after the body.</summary>
/// <remarks>
/// <see cref="HttpClient"/> cuts a body off at its Content-Length and hides what follows. So the head is handed over one byte at
/// a time: then the client has taken exactly the head when it returns, exactly the body when that ends, and the rest is here.
/// </remarks>
internal sealed class SourceConnection(Stream inner, Deadline deadline) : PassThroughStream(inner)
{
    private readonly byte[] _ahead = new byte[4096];
    private readonly CancellationToken _cancelled = deadline.Token;
    private int _start;
    private int _end;
    private bool _inHead = true;

    /// <summary>The head has been read. From here on <see cref="Disconnect"/> closes the connection, and the client does not.</summary>
    public void BeginBody() => _inHead = false;

    public void Disconnect() => Inner.Dispose();

    /// <summary>Whether more bytes have arrived than were read. Does not wait for any.</summary>
    public async Task<bool> WentOnAsync()
    {
        using var now = new CancellationTokenSource();
        var more = _start < _end ? new ValueTask<int>(1) : Inner.ReadAsync(_ahead, now.Token);
        if (!more.IsCompleted)
        {
            await now.CancelAsync();
        }

        try
        {
            return await more > 0;
        }
        catch (Exception nothing) when (nothing is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            if (!_inHead)
            {
                return await WaitAsync(buffer);
            }

            (_start, _end) = (0, await WaitAsync(_ahead));
        }

        var count = Math.Min(_end - _start, _inHead ? Math.Min(1, buffer.Length) : buffer.Length);
        _ahead.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (_inHead)
        {
            Disconnect();
        }

        base.Dispose(disposing);
    }

    /// <summary>The client passes no token on while it reads a body: it closes the connection instead, which this one does not heed.</summary>
    private async ValueTask<int> WaitAsync(Memory<byte> buffer)
    {
        deadline.BeginWaiting();
        var count = await Inner.ReadAsync(buffer, _cancelled);
        deadline.EndWaiting();
        return count;
    }
}
