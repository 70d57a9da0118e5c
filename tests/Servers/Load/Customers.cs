using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Products.Servers.Load;

/// <summary>Clients that create, change and read products until they are told to stop, and remember what was acknowledged.</summary>
/// <remarks>A request that is answered 503, or breaks off, is sent again with the same key or condition until it is answered.</remarks>
/// <param name="api">The shop.</param>
/// <param name="imagesOf">The image URLs of the n-th product.</param>
public sealed class Customers(HttpClient api, Func<int, string[]> imagesOf)
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
        var user = (string)(await SendAsync(() => Request(HttpMethod.Post, "/users", new { name = "Ada" })))["id"]!;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ShopAsync(user, products, stop), CancellationToken.None)));
    }

    private async Task ShopAsync(string user, int? products, CancellationToken stop)
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

    private async Task<Guid> CreateAsync(string user, int number)
    {
        var key = Guid.NewGuid().ToString();
        var body = new { user_id = user, product_name = $"Lamp {number}", product_description = "Bright", product_price = number % 100, product_images = imagesOf(number) };
        var created = await SendAsync(() =>
        {
            var request = Request(HttpMethod.Post, "/products", body);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        });
        return Remember(created);
    }

    private async Task ChangeAsync(Guid id, int number)
    {
        Remember(await SendAsync(() => Request(HttpMethod.Patch, $"/products/{id}", new { product_name = $"Lantern {number}" })));
        var seen = await SendAsync(() => Request(HttpMethod.Get, $"/products/{id}"));
        if ((long)seen["revision"]! < _acknowledged[id])
        {
            Note($"stale read: revision {seen["revision"]} after {_acknowledged[id]} was acknowledged");
        }
    }

    private Guid Remember(JsonNode product)
    {
        var id = Guid.Parse((string)product["id"]!);
        _acknowledged.AddOrUpdate(id, (long)product["revision"]!, (_, known) => Math.Max(known, (long)product["revision"]!));
        return id;
    }

    private async Task<JsonNode> SendAsync(Func<HttpRequestMessage> request)
    {
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var (answer, status) = await TryAsync(request);
            if (answer is not null)
            {
                if (status == HttpStatusCode.Created)
                {
                    _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }

                return answer;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<(JsonNode? Answer, HttpStatusCode Status)> TryAsync(Func<HttpRequestMessage> request)
    {
        try
        {
            using var message = request();
            using var answer = await api.SendAsync(message);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                return (JsonNode.Parse(text)!, answer.StatusCode);
            }

            Note($"{message.Method} {(int)answer.StatusCode}");
            return answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
                ? (null, answer.StatusCode)
                : throw new InvalidOperationException($"{message.Method} {message.RequestUri}: {(int)answer.StatusCode} {text}");
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException or IOException)
        {
            Note(broken is TaskCanceledException ? "time-out" : $"broken: {(broken as HttpRequestException)?.HttpRequestError}");
            return (null, default);
        }
    }

    private void Note(string failure) => _failures.AddOrUpdate(failure, 1, (_, count) => count + 1);

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body = null) =>
        new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
}
