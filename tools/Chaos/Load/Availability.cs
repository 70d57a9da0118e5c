using System.Globalization;

namespace Products.Chaos.Load;

/// <summary>How many requests were answered, and for how long none was.</summary>
internal sealed class Availability
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private TimeSpan _latest;
    private TimeSpan _longestGap;
    private long _answered;
    private bool _counts;

    /// <summary>From now on it counts.</summary>
    public void Begin(TimeSpan now)
    {
        lock (_gate)
        {
            (_latest, _counts) = (now, true);
        }
    }

    /// <summary>The time since the latest answer is a gap, too.</summary>
    public void End(TimeSpan now)
    {
        lock (_gate)
        {
            EndGap(now);
            _counts = false;
        }
    }

    public void Note(ProductAnswer answer)
    {
        lock (_gate)
        {
            if (!_counts)
            {
                return;
            }

            if (answer.IsAnswered)
            {
                _answered++;
                EndGap(answer.Answered);
            }
            else
            {
                var failure = answer.Failure ?? $"{(int)answer.Status}";
                _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
            }
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            var asked = Math.Max(1, _answered + _failures.Values.Sum());
            return string.Create(CultureInfo.InvariantCulture, $"{100.0 * _answered / asked:0.000}% of {asked}, longest gap {_longestGap.TotalSeconds:0.00} s{string.Concat(_failures.Select(failure => $"; {failure.Key} x{failure.Value}"))}");
        }
    }

    private void EndGap(TimeSpan now)
    {
        _longestGap = now - _latest > _longestGap ? now - _latest : _longestGap;
        _latest = now > _latest ? now : _latest;
    }
}
