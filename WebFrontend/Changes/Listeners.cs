using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>Who listens at this front end, and to what.</summary>
internal sealed class Listeners(IOptions<EventOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HashSet<Listener>> _byProduct = [];
    private readonly Dictionary<Guid, HashSet<Listener>> _byUser = [];
    private readonly HashSet<Listener> _joining = [];
    private ChangeInterest? _interest;
    private long _position;
    private volatile int _count;
    private bool _ended;

    public int Count => _count;

    /// <summary>Every change up to this number was given to whom it concerns.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <returns>False when there are as many as there may be.</returns>
    public bool TryAdd(Listener listener)
    {
        lock (_lock)
        {
            if (_count >= options.Value.MaxListeners)
            {
                return false;
            }

            Add(_byProduct, listener.Product, listener);
            Add(_byUser, listener.User, listener);
            _joining.Add(listener);
            _interest = null;
            _count++;
            if (_ended)
            {
                listener.End();
            }

            return true;
        }
    }

    public void Remove(Listener listener)
    {
        lock (_lock)
        {
            Remove(_byProduct, listener.Product, listener);
            Remove(_byUser, listener.User, listener);
            _joining.Remove(listener);
            _interest = null;
            _count--;
        }
    }

    public bool Want(ChangedProduct changed)
    {
        lock (_lock)
        {
            return _byProduct.ContainsKey(changed.ProductId) || _byUser.ContainsKey(changed.UserId);
        }
    }

    /// <summary>What they listen to.</summary>
    public ChangeInterest Interest()
    {
        lock (_lock)
        {
            return _interest ??= new ChangeInterest([.. _byProduct.Keys], [.. _byUser.Keys]);
        }
    }

    /// <summary>Gives each change to whom it concerns. Who has come lately is given what follows the page.</summary>
    public void Give(ChangePage page)
    {
        foreach (var change in page.Items)
        {
            var message = ChangeMessage.Of(change);
            foreach (var listener in ConcernedBy(change))
            {
                listener.Give(message);
            }
        }

        Volatile.Write(ref _position, page.Next);
        Join(page.Next);
    }

    private void Join(long position)
    {
        lock (_lock)
        {
            foreach (var listener in _joining)
            {
                listener.Join(position);
            }

            _joining.Clear();
        }
    }

    /// <summary>Ends all streams, and those that are still to come.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var listener in _byProduct.Values.Concat(_byUser.Values).SelectMany(set => set))
            {
                listener.End();
            }
        }
    }

    private Listener[] ConcernedBy(ProductEvent change)
    {
        lock (_lock)
        {
            return [.. _byProduct.GetValueOrDefault(change.ProductId) ?? [], .. _byUser.GetValueOrDefault(change.UserId) ?? []];
        }
    }

    private static void Add(Dictionary<Guid, HashSet<Listener>> sets, Guid? key, Listener listener)
    {
        if (key is { } id)
        {
            (sets.TryGetValue(id, out var set) ? set : sets[id] = []).Add(listener);
        }
    }

    private static void Remove(Dictionary<Guid, HashSet<Listener>> sets, Guid? key, Listener listener)
    {
        if (key is { } id && sets[id].Remove(listener) && sets[id].Count == 0)
        {
            sets.Remove(id);
        }
    }
}
