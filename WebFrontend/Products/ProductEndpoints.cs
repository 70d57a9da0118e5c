using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Access;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Reads;
using Products.WebFrontend.RequestLog;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>Creating, reading, changing and deleting one product.</summary>
internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products").WithTags("Products");

        products.MapPost("/", CreateProduct).WithSummary("Create a product and queue its images")
            .AnswersHeaders(201, "Location", "ETag", IdempotencyKey.Replayed).MayAnswer(ProblemKind.Forbidden);
        products.MapGet("/{id:guid}", GetProduct).WithSummary("Read one product").AnswersHeaders(200, "ETag");
        products.MapMethods("/{id:guid}", [HttpMethods.Head], GetProduct).WithSummary("Look whether a product has changed").AnswersHeaders(200, "ETag");
        products.MapPut("/{id:guid}", ReplaceProduct).WithSummary("Replace all editable fields").AnswersHeaders(200, "ETag");
        products.MapPatch("/{id:guid}", PatchProduct).WithSummary("Change some fields (JSON merge patch)").AnswersHeaders(200, "ETag");
        products.MapDelete("/{id:guid}", DeleteProduct).WithSummary("Delete a product and its images for good");
    }

    private static async Task<Results<ProductCreated, Problem>> CreateProduct(
        Body<CreateProductRequest> body, IdempotencyKey key, IGrainFactory grains, HttpContext context)
    {
        if (Caller.Refuse(context, body.Value.UserId) is { } refusal)
        {
            return refusal;
        }

        var id = key.ProductIdFor(body.Value.UserId);
        var change = await grains.GetGrain<IProductGrain>(id).CreateAsync(body.Value.ToCommand());
        if (change.Status == ChangeStatus.Replayed)
        {
            context.Response.Headers[IdempotencyKey.Replayed] = "true";
        }

        context.NoteProduct(id);
        return change.AnswerBody(context.Response, product => new ProductCreated(UrlOf(id), product));
    }

    private static async Task<Results<ProductOk, NotModified, Problem>> GetProduct(
        Guid id, ImageWait wait, IfNoneMatch ifNoneMatch, ProductReads reads, IHostApplicationLifetime application, HttpContext context)
    {
        context.Features.Get<FailedRead>()?.Throw();
        using var noLonger = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, application.ApplicationStopping);
        if (await wait.ReadAsync(id, reads, noLonger.Token) is not { } product)
        {
            return Problem.NotFound("product");
        }

        context.Response.Headers.ETag = product.ETag;
        return ifNoneMatch.Matches(product.Revision) ? new NotModified() : new ProductOk(product.Body);
    }

    private static async Task<Results<ProductOk, Problem>> ReplaceProduct(
        Guid id, Body<ReplaceProductRequest> body, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).EditAsync(body.Value.ToEdit(), condition.Context);
        return change.AnswerBody(response, product => new ProductOk(product));
    }

    private static async Task<Results<ProductOk, Problem>> PatchProduct(
        Guid id, Body<PatchProductRequest> body, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).EditAsync(body.Value.ToEdit(), condition.Context);
        return change.AnswerBody(response, product => new ProductOk(product));
    }

    private static async Task<Results<NoContent, Problem>> DeleteProduct(Guid id, ChangeCondition condition, IGrainFactory grains)
    {
        var change = await grains.GetGrain<IProductGrain>(id).DeleteAsync(condition.Context);
        return change.Status.Succeeded() ? TypedResults.NoContent() : ChangeProblem.Of(change.Status, change.Revision);
    }

    public static string UrlOf(Guid id) => $"/products/{id}";
}
