using Products.Client;

namespace Products.TestKit;

/// <summary>The API through the client that is made from its document: what an answer has and the document has not is an error.</summary>
public static class TypedClient
{
    public static ProductsClient Typed(this HttpClient http) => new(http) { RefusesUnknownFields = true };
}
