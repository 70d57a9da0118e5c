using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.DeadLetters;
using Products.WebFrontend.Access;
using Products.WebFrontend.Catalog;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.DeadLetters;

/// <summary>The image jobs that failed for good.</summary>
internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/admin/dead-letters").WithTags("Dead letters").ForAdmins();

        letters.MapGet("/", ListDeadLetters).WithSummary("List failed image jobs, newest first").AnswersHeaders(200, "Link");
        letters.MapPost("/replay", ReplayAllDeadLetters).WithSummary("Issue all failed jobs again, as many as within some seconds; not complete: ask again");
        letters.MapPost("/{id:long}/replay", ReplayDeadLetter).WithSummary("Issue one failed job again").MayAnswer(ProblemKind.NothingToReplay);
        letters.MapDelete("/{id:long}", DeleteDeadLetter).WithSummary("Forget a failed job; its image stays failed");
    }

    private static async Task<Ok<DeadLetterList>> ListDeadLetters(DeadLetterQuery query, IGrainFactory grains, HttpContext context)
    {
        var found = await Letters(grains).ListAsync(query.Before, query.Limit + 1, context.RequestAborted); // one more tells that there is a next page
        var letters = found.Take(query.Limit).ToList();
        var next = found.Count > query.Limit ? DeadLetterQuery.CursorAfter(letters[^1]) : null;
        NextLink.Add(context, next);
        return TypedResults.Ok(new DeadLetterList([.. letters.Select(DeadLetterView.Of)], next));
    }

    private static async Task<Accepted<ReplayCount>> ReplayAllDeadLetters(IGrainFactory grains) =>
        Issued(await Letters(grains).ReplayAllAsync(Activity.Current?.Id));

    private static async Task<Results<Accepted<ReplayCount>, Problem>> ReplayDeadLetter(long id, IGrainFactory grains) =>
        await Letters(grains).ReplayAsync(id, Activity.Current?.Id) switch
        {
            ReplayOutcome.Replayed => Issued(new ReplayCount(1, Complete: true)),
            ReplayOutcome.Gone => new Problem(ProblemKind.NothingToReplay),
            _ => Problem.NotFound("dead letter"),
        };

    private static async Task<Results<NoContent, Problem>> DeleteDeadLetter(long id, IGrainFactory grains) =>
        await Letters(grains).DeleteAsync(id) ? TypedResults.NoContent() : Problem.NotFound("dead letter");

    private static IDeadLetterGrain Letters(IGrainFactory grains) => grains.GetGrain<IDeadLetterGrain>(0);

    private static Accepted<ReplayCount> Issued(ReplayCount count) => TypedResults.Accepted((string?)null, count);
}
