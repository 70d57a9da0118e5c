using Microsoft.Extensions.Time.Testing;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>A clock that stands still, or goes on by itself just after somebody has looked, as when a process is paused there.</summary>
internal sealed class StandingTime : FakeTimeProvider
{
    private TimeSpan _pause;

    public void PauseAfterNextLook(TimeSpan pause) => _pause = pause;

    public override long GetTimestamp()
    {
        var seen = base.GetTimestamp();
        if (_pause > TimeSpan.Zero)
        {
            var pause = _pause;
            _pause = TimeSpan.Zero;
            Advance(pause);
        }

        return seen;
    }
}
