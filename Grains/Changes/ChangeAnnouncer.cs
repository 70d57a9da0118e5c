using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Products.Grains.Interfaces.Changes;

namespace Products.Grains.Changes;

/// <summary>Tells front ends of the changes that this silo has committed, many in one notice when they come fast.</summary>
/// <remarks>What cannot be told is dropped: whoever listens looks into the feed from time to time. See docs/decisions/0027-change-notices.md.</remarks>
internal sealed partial class ChangeAnnouncer(IClusterClient cluster, TimeProvider time, ILogger<ChangeAnnouncer> logger) : BackgroundService
{
    private const int MostWaiting = 10_000;

    /// <summary>A lone change is told at once; those that come within this time of it go together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<ChangedProduct> _waiting = Channel.CreateBounded<ChangedProduct>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private bool _failed;

    /// <summary>Neither waits nor throws.</summary>
    public void Announce(Guid product, Guid user) => _waiting.Writer.TryWrite(new ChangedProduct(product, user));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stream = cluster.GetStreamProvider(ChangeStream.Provider).GetStream<ChangeNotice>(ChangeStream.Id);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var changed = new HashSet<ChangedProduct>();
            while (_waiting.Reader.TryRead(out var product))
            {
                changed.Add(product);
            }

            await TellAsync(stream, new ChangeNotice([.. changed]));
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Never throws, or nothing would be told any more.</summary>
    private async Task TellAsync(IAsyncStream<ChangeNotice> stream, ChangeNotice notice)
    {
        try
        {
            await stream.OnNextAsync(notice).WaitAsync(TimeLimit, time);
            _failed = false;
        }
        catch (Exception failure)
        {
            if (!_failed)
            {
                LogNotTold(failure, notice.Products.Count);
            }

            _failed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Front ends could not be told of {Count} changed products; they will find them later")]
    private partial void LogNotTold(Exception failure, int count);
}
