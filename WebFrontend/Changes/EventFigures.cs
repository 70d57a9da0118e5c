using System.Diagnostics.Metrics;

namespace Products.WebFrontend.Changes;

/// <summary>How many listen and what they are sent, in the meter <c>Products.WebFrontend.Events</c>.</summary>
internal sealed class EventFigures
{
    private readonly Counter<long> _sent;
    private readonly TimeProvider _time;
    private long _heldBackSince; // 0: not

    public EventFigures(IMeterFactory meters, Listeners listeners, TimeProvider time)
    {
        var meter = meters.Create("Products.WebFrontend.Events");
        _time = time;
        _sent = meter.CreateCounter<long>("products.events.sent", "{event}", "Changes sent to listeners.");
        _sent.Add(0);
        meter.CreateObservableGauge("products.events.listeners", () => listeners.Count, "{listener}", "Clients that listen to changes.");
        meter.CreateObservableGauge("products.events.held_back", HeldBack, "s", "For how long changes are committed that cannot be told yet.");
    }

    public void Sent() => _sent.Add(1);

    /// <param name="isHeldBack">Whether there are changes behind one that has not ended.</param>
    public void Looked(bool isHeldBack)
    {
        if (!isHeldBack)
        {
            Volatile.Write(ref _heldBackSince, 0);
        }
        else if (_heldBackSince == 0)
        {
            Volatile.Write(ref _heldBackSince, _time.GetTimestamp());
        }
    }

    private double HeldBack() => Volatile.Read(ref _heldBackSince) is var since and not 0 ? _time.GetElapsedTime(since).TotalSeconds : 0;
}
