namespace Products.Client;

/// <summary>A successful answer.</summary>
public partial class ApiResponse
{
    /// <summary>The product's revision in quotes, for <c>If-Match</c> and <c>If-None-Match</c>; null where there is none.</summary>
    public string? ETag => Header("ETag");

    /// <summary>Where what was made is found, relative to the API; null where nothing was.</summary>
    public string? Location => Header("Location");

    /// <summary>Whether an earlier request with the same <c>Idempotency-Key</c> was answered so.</summary>
    public bool IsReplay => Header("Idempotent-Replayed") == "true";

    private string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.Single() : null;
}
