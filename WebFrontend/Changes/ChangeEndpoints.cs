using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Changes;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Changes;

/// <summary>What changes: page by page for machines, and as server-sent events for whoever waits for it.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("").WithTags("Changes");

        changes.MapGet("/changes", ListChanges).WithSummary("Read the changes of all products, each product once with its latest state");
        changes.MapGet("/events", ListenToUser).WithSummary("Listen to the products of a user").IsNoMeasureOfTime();
        changes.MapGet("/products/{id:guid}/events", ListenToProduct).WithSummary("Listen to one product; the first event is the product as it is").IsNoMeasureOfTime();
    }

    private static async Task<Ok<ChangeList>> ListChanges(ChangesQuery query, IGrainFactory grains, HttpContext context)
    {
        var page = await grains.GetGrain<IChangeFeedGrain>(0).ReadAsync(query.Value, context.RequestAborted);
        return TypedResults.Ok(new ChangeList(page.Items, page.Next, page.More));
    }

    private static async Task<Results<ServerSentEventsResult<string>, Problem>> ListenToUser(
        ResumePoint resume, OwnerQuery query, EventStreams streams, HttpContext context)
    {
        var listener = new Listener(product: null, query.UserId);
        return await streams.TryJoinAsync(listener, context)
            ? TypedResults.ServerSentEvents(streams.OfUser(listener, query.UserId, resume.After, context.RequestAborted))
            : TooMany();
    }

    private static async Task<Results<ServerSentEventsResult<string>, Problem>> ListenToProduct(
        Guid id, ResumePoint resume, EventStreams streams, IGrainFactory grains, HttpContext context)
    {
        var listener = new Listener(id, user: null);
        if (!await streams.TryJoinAsync(listener, context))
        {
            return TooMany();
        }

        var latest = await grains.GetGrain<IChangeFeedGrain>(0).FindAsync(id, context.RequestAborted);
        return latest is null || (latest.Product is null && latest.ChangeSeq <= (resume.After ?? long.MaxValue))
            ? Problem.NotFound("product")
            : TypedResults.ServerSentEvents(streams.OfProduct(listener, latest, resume.After, context.RequestAborted));
    }

    /// <summary>A stream lasts as long as somebody listens, which says nothing of how long answers take.</summary>
    private static void IsNoMeasureOfTime(this RouteHandlerBuilder route) => route.DisableHttpMetrics();

    private static Problem TooMany() => new(ProblemKind.Unavailable) { Detail = "There are too many listeners." };
}

/// <summary>A page of changes.</summary>
/// <param name="Items">In ascending order of their numbers.</param>
/// <param name="NextAfter">The <c>after</c> of the next page; also where there is none yet.</param>
/// <param name="More">Whether there are changes beyond already; they may not be readable for a moment.</param>
internal sealed record ChangeList(IReadOnlyList<ProductEvent> Items, long NextAfter, bool More);
