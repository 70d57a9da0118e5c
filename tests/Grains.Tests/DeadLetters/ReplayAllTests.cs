using Products.Grains.DeadLetters;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;

namespace Products.Grains.Tests.DeadLetters;

public sealed class ReplayAllTests
{
    private readonly SlowStore _store = new();

    [Fact]
    public async Task A_replay_of_more_letters_than_there_is_time_for_ends_in_time_and_says_so()
    {
        _store.Pages = 1000;

        Assert.Equal(new ReplayCount(0, Complete: false), await ReplayAllAsync());

        Assert.InRange(_store.Elapsed.TotalSeconds, 15, 20);
    }

    [Fact]
    public async Task A_replay_that_came_to_every_letter_is_complete()
    {
        _store.Pages = 3;

        Assert.Equal(new ReplayCount(0, Complete: true), await ReplayAllAsync());
    }

    private Task<ReplayCount> ReplayAllAsync() => new DeadLetterGrain(_store, _store).ReplayAllAsync(traceParent: null);

    /// <summary>Pages of letters that belong to no image; each takes four seconds of its own time.</summary>
    private sealed class SlowStore : TimeProvider, IDeadLetterStore
    {
        private static readonly ImageError Reason = new(ImageErrorCode.UnreadableMessage, "No image job.", Retryable: false);

        public int Pages { get; set; }

        public TimeSpan Elapsed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
        {
            Elapsed += TimeSpan.FromSeconds(4);
            var letter = new DeadLetter { Id = (before ?? 0) - 1, Reason = Reason, Attempts = 0, History = [], DiedAt = DateTimeOffset.UnixEpoch };
            return Task.FromResult<IReadOnlyList<DeadLetter>>(Pages-- > 0 ? [letter] : []);
        }

        public Task AddAsync(DeadLetter letter) => throw new NotSupportedException();

        public Task<DeadLetter?> FindAsync(long id) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(long id) => throw new NotSupportedException();
    }
}
