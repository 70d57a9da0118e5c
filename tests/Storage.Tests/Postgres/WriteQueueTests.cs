using Products.Silo.Storage;

namespace Products.Storage.Tests.Postgres;

/// <summary>Which writes one statement stores.</summary>
public sealed class WriteQueueTests
{
    private readonly WriteQueue _queue = new();

    [Fact]
    public void A_group_is_ordered_by_id_so_that_silos_lock_in_one_order()
    {
        var ids = Add(10, 1);

        Assert.Equal(ids.Order(), Take());
    }

    [Fact]
    public void A_product_is_under_way_once_at_a_time()
    {
        var id = Add(1, 1).Single();
        _queue.Add(new PendingWrite(id, 1, new byte[1], 0));
        var first = _queue.Take();
        Assert.Single(first);
        var other = Add(1, 1);

        Assert.Equal(other, Take());
        Assert.Empty(Take());
        _queue.Free(first);
        Assert.Equal([id], Take());
    }

    [Fact]
    public void A_group_is_bounded_in_number_and_the_rest_follows()
    {
        var ids = Add(300, 1);

        Assert.Equal(ids[..256].Order(), Take());
        Assert.Equal(ids[256..].Order(), Take());
    }

    [Fact]
    public void A_group_is_bounded_in_bytes_but_for_its_last_write()
    {
        var ids = Add(3, 3 << 20);

        Assert.Equal(ids[..2].Order(), Take());
        Assert.Equal(ids[2..], Take());
    }

    private Guid[] Add(int count, int bytes)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        Array.ForEach(ids, id => _queue.Add(new PendingWrite(id, 0, new byte[bytes], 0)));
        return ids;
    }

    private IEnumerable<Guid> Take() => _queue.Take().Select(write => write.Id);
}
