using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Products.Client;

namespace Products.Servers.Load;

/// <summary>Clients that create, change and read products until they are told to stop, and remember what was acknowledged.</summary>
/// <remarks>A request that is answered 503, or breaks off, is sent again with the same key or condition until it is answered.</remarks>
/// <param name="api">The shop.</param>
/// <param name="imagesOf">The image URLs of the n-th product.</param>
public sealed class Customers(ProductsClient api, Func<int, string[]> imagesOf)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, long> _acknowledged = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly ConcurrentBag<double> _milliseconds = [];
    private int _made;

    /// <summary>How long a client that runs until it is told to stop rests after each product; not at all by default.</summary>
    public TimeSpan Rest { get; init; }

    /// <summary>The products that exist, each with the highest revision that was acknowledged.</summary>
    public IReadOnlyDictionary<Guid, long> Acknowledged => _acknowledged;

    /// <summary>Answers that were no success, counted by what they were.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>How long each creation took that succeeded at once.</summary>
    public IReadOnlyCollection<double> CreationMilliseconds => _milliseconds;

    /// <summary>Creates a user, and then products of hers by so many clients at once.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="products">After how many products they stop; null: when told.</param>
    /// <param name="stop">Tells them.</param>
    public async Task RunAsync(int clients, int? products, CancellationToken stop)
    {
        var user = (await SendAsync("POST", () => api.CreateUserAsync(new CreateUserRequest { Name = "Ada" }, CancellationToken.None))).Id;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ShopAsync(user, products, stop), CancellationToken.None)));
    }

    private async Task ShopAsync(Guid user, int? products, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref _made) is var number && number <= (products ?? int.MaxValue))
        {
            var id = await CreateAsync(user, number);
            if (products is null && number % 3 == 0)
            {
                await ChangeAsync(id, number);
            }

            if (products is null)
            {
                await Task.Delay(Rest, CancellationToken.None);
            }
        }
    }

    private async Task<Guid> CreateAsync(Guid user, int number)
    {
        var key = Guid.NewGuid().ToString();
        var lamp = new CreateProductRequest
        {
            UserId = user,
            ProductName = $"Lamp {number}",
            ProductDescription = "Bright",
            ProductPrice = number % 100,
            ProductImages = imagesOf(number),
        };
        return Remember(await SendAsync("POST", () => api.CreateProductAsync(lamp, key)));
    }

    private async Task ChangeAsync(Guid id, int number)
    {
        Remember(await SendAsync("PATCH", () => api.PatchProductAsync(id, new PatchProductRequest { ProductName = $"Lantern {number}" })));
        var seen = await SendAsync("GET", () => api.GetProductAsync(id));
        if (seen.Revision < _acknowledged[id])
        {
            Note($"stale read: revision {seen.Revision} after {_acknowledged[id]} was acknowledged");
        }
    }

    private Guid Remember(Product product)
    {
        _acknowledged.AddOrUpdate(product.Id, product.Revision, (_, known) => Math.Max(known, product.Revision));
        return product.Id;
    }

    private async Task<T> SendAsync<T>(string method, Func<Task<ApiResponse<T>>> request)
    {
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            if (await TryAsync(method, request) is { } answer)
            {
                if (answer.StatusCode == StatusCodes.Status201Created)
                {
                    _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }

                return answer.Result;
            }

            await Task.Delay(Pause);
        }
    }

    /// <returns>The answer; null when there was none, or none of the shop's own, or one that says: not now.</returns>
    private async Task<ApiResponse<T>?> TryAsync<T>(string method, Func<Task<ApiResponse<T>>> request)
    {
        try
        {
            return await request();
        }
        catch (ApiException failure) when (failure.StatusCode is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout)
        {
            Note($"{method} {failure.StatusCode}");
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException or IOException)
        {
            Note(broken is TaskCanceledException ? "time-out" : $"broken: {(broken as HttpRequestException)?.HttpRequestError}");
        }

        return null;
    }

    private void Note(string failure) => _failures.AddOrUpdate(failure, 1, (_, count) => count + 1);
}
