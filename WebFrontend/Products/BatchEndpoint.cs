using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Access;
using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>Creating many products in one request.</summary>
internal static class BatchEndpoint
{
    private const int Concurrency = 8;

    public static void MapProductBatch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/products:batch", CreateProducts).WithTags("Products")
            .WithSummary("Create up to 100 products, each on its own")
            .Produces<BatchAnswer>(StatusCodes.Status207MultiStatus);

    private static async Task<IResult> CreateProducts(
        Body<CreateProductsRequest> body, IdempotencyKey key, IGrainFactory grains, HttpContext context)
    {
        var items = body.Value.Checked;
        var answers = new BatchItemAnswer[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = context.RequestAborted };
        await Parallel.ForAsync(0, items.Count, options, async (i, _) =>
            answers[i] = await CreateAsync(items[i], key.OfItem(i), grains, context));

        return TypedResults.Json(new BatchAnswer(answers), statusCode: StatusCodes.Status207MultiStatus);
    }

    private static async Task<BatchItemAnswer> CreateAsync(BatchItem item, IdempotencyKey key, IGrainFactory grains, HttpContext context)
    {
        if (item.Errors.Any)
        {
            return Refused(new(ProblemKind.InvalidFields) { Errors = item.Errors }, context);
        }

        if (Caller.Refuse(context, item.Request.UserId) is { } refusal)
        {
            return Refused(refusal, context);
        }

        try
        {
            var id = key.ProductIdFor(item.Request.UserId);
            return Answer(await grains.GetGrain<IProductGrain>(id).CreateAsync(item.Request.ToCommand()), context);
        }
        catch (Exception failure) when (FailureProblem.Of(failure) is { Kind: var kind } problem && kind == ProblemKind.Unavailable)
        {
            return Refused(problem, context);
        }
    }

    private static BatchItemAnswer Answer(ProductChange change, HttpContext context) =>
        change.Status.Succeeded() && change.ToProduct() is { } product
            ? new()
            {
                Status = StatusCodes.Status201Created,
                Location = ProductEndpoints.UrlOf(product.Id),
                IdempotentReplayed = change.Status == ChangeStatus.Replayed,
                Product = product,
            }
            : Refused(ChangeProblem.Of(change.Status, change.Revision), context);

    private static BatchItemAnswer Refused(Problem problem, HttpContext context) =>
        new() { Status = problem.Status, Problem = problem.ToDocument(context) };
}
