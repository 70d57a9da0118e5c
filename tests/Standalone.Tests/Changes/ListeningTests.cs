using System.Net;
using Products.Client;
using Products.Standalone.Tests.Api;

namespace Products.Standalone.Tests.Changes;

/// <summary>Changes as the typed client hears of them.</summary>
public sealed class ListeningTests(ApiHost host) : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private Guid _userId;

    public async ValueTask InitializeAsync() => _userId = await host.Api.CreateUserAsync();

    public ValueTask DisposeAsync()
    {
        _limit.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_listens_to_a_product_hears_what_it_is_what_changes_and_its_end()
    {
        var id = await host.Api.CreateProductAsync(_userId);
        var heard = new List<(ChangeKind, long, string?)>();
        await foreach (var item in host.Api.ListenToProductAsync(id, cancellationToken: _limit.Token))
        {
            if (item.Data is { } change)
            {
                heard.Add((change.Kind, change.Revision, change.Product?.ProductName));
                await NextAsync(change.Kind);
            }
        }

        Assert.Equal([(ChangeKind.Created, 1, "Lamp"), (ChangeKind.Updated, 2, "Lantern"), (ChangeKind.Deleted, 3, null)], heard);

        Task NextAsync(ChangeKind seen) => seen switch
        {
            ChangeKind.Created => host.Api.PatchProductAsync(id, new PatchProductRequest { ProductName = "Lantern" }),
            ChangeKind.Updated => host.Api.DeleteProductAsync(id),
            _ => Task.CompletedTask, // and the stream ends
        };
    }

    [Fact]
    public async Task Who_listens_to_a_user_goes_on_where_they_were()
    {
        string? start = null;
        await foreach (var item in host.Api.ListenToUserAsync(_userId, cancellationToken: _limit.Token))
        {
            start = item.EventType == "start" ? item.EventId : start;
            break;
        }

        var id = await host.Api.CreateProductAsync(_userId);
        await foreach (var item in host.Api.ListenToUserAsync(_userId, long.Parse(start!), _limit.Token))
        {
            if (item.Data is { } change)
            {
                Assert.Equal((id, item.EventId), (change.ProductId, change.ChangeSeq.ToString()));
                break;
            }
        }
    }

    [Fact]
    public async Task Who_hears_nothing_for_too_long_is_told_so()
    {
        var impatient = new ProductsClient(host.Client) { LongestSilence = TimeSpan.FromSeconds(1) };
        await using var events = impatient.ListenToUserAsync(_userId, cancellationToken: _limit.Token).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        await Assert.ThrowsAsync<TimeoutException>(() => events.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Who_listens_to_no_product_is_refused()
    {
        await using var events = host.Api.ListenToProductAsync(Guid.NewGuid(), cancellationToken: _limit.Token).GetAsyncEnumerator();
        await events.MoveNextAsync().AsTask().IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }
}
