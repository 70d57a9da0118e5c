namespace Products.Chaos.Load;

/// <summary>Readers, writers and creators, from when it starts until it is stopped.</summary>
/// <remarks>
/// Most clients give a request up soon. Every fourth waits for longer than any process is paused, so that requests stand
/// before a paused process when it goes on: what it answers then must not be what it knew before.
/// </remarks>
/// <param name="shop">Where they go.</param>
/// <param name="pictures">Where the pictures of the images are.</param>
internal sealed class Traffic(Workload shop, string pictures)
{
    private const double ShareOfConditions = 0.2;
    private const int OneMissingPictureIn = 20;

    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan ReaderRest = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan WriterRest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CreatorRest = TimeSpan.FromMilliseconds(500);

    private int _clients;
    private int _images;

    /// <summary>Makes products without images.</summary>
    public Task FillAsync(int products, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, 8).Select(async share =>
    {
        var client = NewClient(Patient);
        for (var made = share; made < products; made += 8)
        {
            await client.CreateAsync([], stop);
        }
    }));

    /// <param name="readers">How many.</param>
    /// <param name="writers">How many.</param>
    /// <param name="creators">How many.</param>
    /// <param name="stop">Then all of them end, each with an answer to what it has asked.</param>
    public Task RunAsync(int readers, int writers, int creators, CancellationToken stop) => Task.WhenAll(
    [
        .. Clients(readers).Select(client => Task.Run(() => ReadAsync(client, stop), CancellationToken.None)),
        .. Clients(writers).Select(client => Task.Run(() => WriteAsync(client, stop), CancellationToken.None)),
        .. Clients(creators).Select(client => Task.Run(() => CreateAsync(client, stop), CancellationToken.None)),
    ]);

    /// <summary>Reads every product through every front end; now that all are well, each read is answered.</summary>
    public Task ReadAllAsync() => Task.WhenAll(shop.Doors.All.Select(async door =>
    {
        var client = NewClient(Patient);
        foreach (var product in shop.Stock.All)
        {
            shop.Expect(await client.ReadAsync(product, door), $"the last read of {product.Key} through {door.Name} was not answered");
        }
    }));

    private IEnumerable<Client> Clients(int count) => Enumerable.Range(0, count).Select(number => NewClient(number % 4 == 0 ? Patient : Impatient)).ToList();

    private Client NewClient(TimeSpan patience) => new(Interlocked.Increment(ref _clients), shop, patience);

    private async Task ReadAsync(Client client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var door = shop.Doors.Any(client.Random);
            await client.ReadAsync(shop.Stock.Any(client.Random), door, conditional: client.Random.NextDouble() < ShareOfConditions);
            await Task.Delay(door.Rests ? Workload.PauseAfterFailure : ReaderRest, CancellationToken.None);
        }
    }

    /// <summary>Writes through one front end, and reads at once through another: it must not be behind.</summary>
    private async Task WriteAsync(Client client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (product, door) = (shop.Stock.Any(client.Random), shop.Doors.Any(client.Random));
            await client.WriteAsync(product, door, conditional: client.Random.NextDouble() < ShareOfConditions);
            await client.ReadAsync(product, shop.Doors.Other(door, client.Random));
            await Task.Delay(door.Rests ? Workload.PauseAfterFailure : WriterRest, CancellationToken.None);
        }
    }

    private async Task CreateAsync(Client client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await client.CreateAsync(Images(client.Random.Next(1, 3)), stop) is { } product)
            {
                await client.ReadAsync(product, shop.Doors.Any(client.Random));
            }

            await Task.Delay(CreatorRest, CancellationToken.None);
        }
    }

    private List<string> Images(int count) => [.. Enumerable.Range(0, count).Select(_ => ImageUrl())];

    private string ImageUrl()
    {
        var number = Interlocked.Increment(ref _images);
        return number % OneMissingPictureIn == 0 ? $"{pictures}/missing/{number}.png" : $"{pictures}/{number}.png";
    }
}
