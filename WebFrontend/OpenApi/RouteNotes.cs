using Products.WebFrontend.Problems;

namespace Products.WebFrontend.OpenApi;

/// <summary>What a route table says of a route for the API document, beyond what the handler's signature shows.</summary>
internal static class RouteNotes
{
    /// <summary>The route may answer with this problem too, beside those that its parameters imply.</summary>
    public static RouteHandlerBuilder MayAnswer(this RouteHandlerBuilder route, ProblemKind kind) => route.WithMetadata(kind);

    /// <summary>The answer with this status has these headers.</summary>
    public static RouteHandlerBuilder AnswersHeaders(this RouteHandlerBuilder route, int status, params string[] headers) =>
        route.WithMetadata(new ApiResponseHeaders(status, headers));
}

/// <summary>Endpoint metadata: the headers of an answer.</summary>
internal sealed record ApiResponseHeaders(int Status, IReadOnlyList<string> Headers);
