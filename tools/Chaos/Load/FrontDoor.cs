namespace Products.Chaos.Load;

/// <summary>One front end as clients use it: straight, and left alone for a moment after it has failed, as a load balancer would.</summary>
internal sealed class FrontDoor(string name, int port, Availability total, Journal journal) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private long _restsUntil;

    public string Name => name;

    public Availability Availability { get; } = new();

    public bool Rests => journal.Now.Ticks < Volatile.Read(ref _restsUntil);

    /// <summary>Sends a request once.</summary>
    /// <param name="request">It is disposed.</param>
    /// <param name="limit">After which the client gives up.</param>
    /// <returns>An answer without a status when there was none.</returns>
    public async Task<ProductAnswer> SendAsync(HttpRequestMessage request, TimeSpan limit)
    {
        using var message = request;
        using var patience = new CancellationTokenSource(limit);
        var invoked = journal.Now;
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var body = await response.Content.ReadAsByteArrayAsync(patience.Token);
            return Note(ProductAnswer.Of(response, body, invoked, journal.Now));
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return Note(ProductAnswer.None(broken is OperationCanceledException ? "no answer in time" : "refused or broken off", invoked, journal.Now));
        }
    }

    public void Dispose() => _client.Dispose();

    private ProductAnswer Note(ProductAnswer answer)
    {
        Availability.Note(answer);
        total.Note(answer);
        if (!answer.IsAnswered)
        {
            Volatile.Write(ref _restsUntil, (journal.Now + Rest).Ticks);
        }

        return answer;
    }
}
