using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Products.Client;

/// <summary>Streams of events, which have no end, and so no place among the methods that are made from the document.</summary>
public partial class ProductsClient
{
    private const string EventStream = "text/event-stream";

    /// <summary>How long nothing may be heard on a stream before its connection counts as dead.</summary>
    /// <value>The default is 45 seconds; the server gives a sign of life every 15, unless it is set otherwise, and at least every 30.</value>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Listens to one product: first as it is, then each change of it.</summary>
    /// <param name="id">The product.</param>
    /// <param name="after">The id of the last event that was seen, to go on there; null from now on.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>Events, also <c>start</c> and <c>heartbeat</c>, which have no data. The server may end the stream at any time: come back with the last id.</returns>
    /// <exception cref="ApiException{ProblemDocument}">It is refused, as soon as it is listened to.</exception>
    /// <exception cref="TimeoutException">Nothing was heard for <see cref="LongestSilence"/>: come back with the last id.</exception>
    public IAsyncEnumerable<SseItem<ProductEvent?>> ListenToProductAsync(Guid id, long? after = null, CancellationToken cancellationToken = default) =>
        ListenAsync($"products/{id}/events", after, cancellationToken);

    /// <summary>Listens to all products of a user.</summary>
    /// <inheritdoc cref="ListenToProductAsync"/>
    /// <param name="userId">Their owner.</param>
    /// <param name="after">The id of the last event that was seen, to go on there; null from now on.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<SseItem<ProductEvent?>> ListenToUserAsync(Guid userId, long? after = null, CancellationToken cancellationToken = default) =>
        ListenAsync($"events?user_id={userId}", after, cancellationToken);

    private async IAsyncEnumerable<SseItem<ProductEvent?>> ListenAsync(string path, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(EventStream));
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after.Value.ToString(CultureInfo.InvariantCulture));
        }

        using var response = await _httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        await ThrowIfRefusedAsync(response, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var items = SseParser.Create(stream, Read).EnumerateAsync(silence.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(items, silence, cancellationToken).ConfigureAwait(false))
        {
            yield return items.Current;
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<SseItem<ProductEvent?>> items, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        silence.CancelAfter(LongestSilence);
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing was heard on the stream for {LongestSilence}.");
        }
        finally
        {
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private ProductEvent? Read(string type, ReadOnlySpan<byte> data) =>
        type == "product" ? JsonSerializer.Deserialize<ProductEvent>(data, JsonSerializerSettings) : null;

    private async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
            var problem = await ReadObjectResponseAsync<ProblemDocument>(response, headers, cancellationToken).ConfigureAwait(false);
            throw new ApiException<ProblemDocument>(problem.Object.Title, (int)response.StatusCode, problem.Text, headers, problem.Object, null);
        }
    }
}
