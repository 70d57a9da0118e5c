using System.Threading.Channels;

namespace Products.WebFrontend.Changes;

/// <summary>One client that listens: to one product, or to all of a user.</summary>
/// <param name="product">The product; null for all of <paramref name="user"/>.</param>
/// <param name="user">The owner; null for a single product.</param>
internal sealed class Listener(Guid? product, Guid? user)
{
    /// <summary>Who lets so many events wait, more than come at once, loses the connection, and comes back with the number of the last one that it has read.</summary>
    private const int MostWaiting = 512;

    private readonly Channel<ChangeMessage> _waiting = Channel.CreateBounded<ChangeMessage>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource<long> _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid? Product => product;

    public Guid? User => user;

    /// <summary>The number after which every change that it wants is given to it.</summary>
    public Task<long> Joined => _joined.Task;

    /// <summary>What it was given and has not read; ends when that is too much.</summary>
    public ChannelReader<ChangeMessage> Waiting => _waiting.Reader;

    /// <summary>From now on it is given the changes after <paramref name="position"/>.</summary>
    public void Join(long position) => _joined.TrySetResult(position);

    /// <summary>Does nothing before it has joined.</summary>
    public void Give(ChangeMessage message)
    {
        if (_joined.Task.IsCompleted && !_waiting.Writer.TryWrite(message))
        {
            End();
        }
    }

    public bool HasEnded { get; private set; }

    /// <summary>It is given no more; what waits can still be read.</summary>
    public void End()
    {
        HasEnded = true;
        _waiting.Writer.TryComplete();
    }
}
