using Products.Grains.Interfaces.Changes;

namespace Products.Grains.Changes;

/// <summary>A page that is filled row by row, in the order of their numbers, until it is full: so no more is held in memory than it can have.</summary>
public sealed class ChangePageBuilder(ChangeQuery query)
{
    /// <summary>Characters of JSON in a page; a grain call cannot carry much more than a hundred million bytes.</summary>
    private const int LargestPage = 4_000_000;

    private readonly List<ProductEvent> _items = [];
    private long _next = query.After;
    private int _rows;
    private int _size;
    private bool _more;

    /// <summary>How many rows to ask for: one more than the page looks at tells that there is more.</summary>
    public int RowsToAskFor => query.Limit + 1;

    /// <returns>False when it has no place in the page, nor has any that comes after it.</returns>
    public bool TryAdd(ChangeRow row)
    {
        _size += row.Payload?.Length ?? 0;
        _more = !row.IsFinal || _rows == query.Limit || (_size > LargestPage && _rows > 0);
        if (_more)
        {
            return false;
        }

        (_rows, _next) = (_rows + 1, row.ChangeSeq);
        if (row.ToEvent() is { } wanted)
        {
            _items.Add(wanted);
        }

        return true;
    }

    public ChangePage ToPage() => new(_items, _next, _more);
}
