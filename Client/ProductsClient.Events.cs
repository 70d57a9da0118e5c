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

    /// <summary>Listens to one product: first as it is, then each change of it.</summary>
    /// <param name="id">The product.</param>
    /// <param name="after">The id of the last event that was seen, to go on there; null from now on.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>Events, also <c>start</c> and <c>heartbeat</c>, which have no data. The server may end the stream at any time: come back with the last id.</returns>
    /// <exception cref="ApiException{ProblemDocument}">It is refused, as soon as it is listened to.</exception>
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
        await foreach (var item in SseParser.Create(stream, Read).EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
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
