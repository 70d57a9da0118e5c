using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Products.Servers.Histories;

namespace Products.Chaos.Load;

/// <summary>Somebody who uses the shop through any front end, and has all that was asked and told recorded.</summary>
/// <param name="number">Of the client, in histories.</param>
/// <param name="shop">What clients share.</param>
/// <param name="patience">After which it gives a request up.</param>
internal sealed class Client(int number, Workload shop, TimeSpan patience)
{
    private const double ShareOfRepeats = 0.2;

    public Random Random { get; } = new(number);

    /// <summary>Reads a product; when told, only if it is not the revision that was seen last.</summary>
    /// <returns>Whether it was answered.</returns>
    public async Task<bool> ReadAsync(Register product, FrontDoor door, bool conditional = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/products/{product.Key}");
        if (conditional)
        {
            request.Headers.IfNoneMatch.Add(TagOf(product.Latest));
        }

        var answer = await door.SendAsync(request, patience);
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.NotModified or HttpStatusCode.NotFound)
        {
            shop.Counted.Read();
            product.Record(Operation.Read(number, door.Name, answer.Revision, answer.Value, answer.Invoked, answer.Answered));
        }
        else
        {
            shop.Expect(!answer.IsAnswered, $"a read of {product.Key} through {door.Name} was answered {answer.Status}");
        }

        return answer.IsAnswered;
    }

    /// <summary>Gives a product a new value; when told, only if it still is of the revision that was seen last.</summary>
    public async Task WriteAsync(Register product, FrontDoor door, bool conditional)
    {
        var (value, expected) = (shop.Stock.NextValue(), product.Latest);
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/products/{product.Key}")
        {
            Content = JsonContent.Create(new { product_name = ProductAnswer.NameOf(value), product_price = ProductAnswer.PriceOf(value) }),
        };
        if (conditional)
        {
            request.Headers.IfMatch.Add(TagOf(expected));
        }

        var answer = await door.SendAsync(request, patience);
        Record(product, door, answer, value);
        shop.Expect(!conditional || answer.Status != HttpStatusCode.OK || answer.Revision == expected + 1,
            $"a write of {product.Key} through {door.Name} on the condition of revision {expected} made {answer.Revision}");
    }

    /// <summary>Creates a product: the request is sent with the same key, to one front end or another, until it is answered; sometimes once more.</summary>
    /// <returns>Null when it was not answered before the time to stop.</returns>
    public async Task<Register?> CreateAsync(IReadOnlyList<string> images, CancellationToken stop)
    {
        var (key, value, began) = (Guid.NewGuid().ToString(), shop.Stock.NextValue(), (TimeSpan?)null);
        while (!stop.IsCancellationRequested)
        {
            var door = shop.Doors.Any(Random);
            var answer = await door.SendAsync(Creation(key, value, images), patience);
            began ??= answer.Invoked;
            if (answer.Status == HttpStatusCode.Created)
            {
                var product = Created(images.Count, door, value, answer with { Invoked = began.Value });
                await (Random.NextDouble() < ShareOfRepeats ? RepeatAsync(product, Creation(key, value, images)) : Task.CompletedTask);
                return product;
            }

            shop.Expect(!answer.IsAnswered, $"a creation through {door.Name} was answered {answer.Status}");
            await Task.Delay(Workload.PauseAfterFailure, CancellationToken.None);
        }

        return null;
    }

    /// <summary>Somebody who missed the answer asks again, and is told of the same product as it was in the beginning.</summary>
    private async Task RepeatAsync(Register product, HttpRequestMessage creation)
    {
        var answer = await shop.Doors.Any(Random).SendAsync(creation, patience);
        shop.Expect(!answer.IsAnswered || (answer.Status, answer.Id, answer.Revision) == (HttpStatusCode.Created, product.Key, 1),
            $"the repeated creation of {product.Key} was answered {answer.Status} with {answer.Id}, revision {answer.Revision}");
    }

    private Register Created(int images, FrontDoor door, long value, ProductAnswer answer)
    {
        shop.Counted.Write();
        shop.Counted.Create(images);
        shop.Expect((answer.Revision, answer.Value) == (1, value), $"the creation of {answer.Id} through {door.Name} was answered with revision {answer.Revision} and value {answer.Value}, not {value}");
        var product = new Register(answer.Id, silentRevisions: images);
        product.Record(Operation.Write(number, door.Name, answer.Revision, value, answer.Invoked, answer.Answered));
        shop.Stock.Add(product);
        return product;
    }

    private void Record(Register product, FrontDoor door, ProductAnswer answer, long value)
    {
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                shop.Counted.Write();
                shop.Expect(answer.Value == value, $"a write of value {value} to {product.Key} through {door.Name} was answered with {answer.Value}");
                product.Record(Operation.Write(number, door.Name, answer.Revision, value, answer.Invoked, answer.Answered));
                break;
            case HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound: // it tells what is there
                product.Record(Operation.Read(number, door.Name, answer.Revision, Operation.NoValue, answer.Invoked, answer.Answered));
                break;
            default:
                shop.Counted.Attempt();
                shop.Expect(!answer.IsAnswered, $"a write of {product.Key} through {door.Name} was answered {answer.Status}");
                product.Record(Operation.Attempt(number, door.Name, value, answer.Invoked));
                break;
        }
    }

    private HttpRequestMessage Creation(string key, long value, IReadOnlyList<string> images) => new(HttpMethod.Post, "/products")
    {
        Headers = { { "Idempotency-Key", key } },
        Content = JsonContent.Create(new
        {
            user_id = shop.User,
            product_name = ProductAnswer.NameOf(value),
            product_description = "Bright",
            product_price = ProductAnswer.PriceOf(value),
            product_images = images,
        }),
    };

    private static EntityTagHeaderValue TagOf(long revision) => new(string.Create(CultureInfo.InvariantCulture, $"\"{revision}\""));
}
