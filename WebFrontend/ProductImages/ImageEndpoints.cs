using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Reads;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.ProductImages;

/// <summary>The images of one product. Each change answers with the product's new ETag.</summary>
internal static class ImageEndpoints
{
    public static void MapProductImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/products/{id:guid}/images").WithTags("Product images");

        images.MapGet("", ListImages).WithSummary("List the images of a product").AnswersHeaders(200, "ETag");
        images.MapPost("", AddImages).WithSummary("Add an image by URL, or upload files").AnswersHeaders(202, "Location", "ETag")
            .Accepts<AddImageRequest>("application/json", MultipartFiles.ContentType).MayAnswer(ProblemKind.TooManyImages);
        images.MapPut("/order", OrderImages).WithSummary("Put the images in order").AnswersHeaders(200, "ETag");
        images.MapGet("/{imageId:guid}", GetImage).WithSummary("Read one image").AnswersHeaders(200, "ETag");
        images.MapPatch("/{imageId:guid}", DescribeImage).WithSummary("Set the alternative text").AnswersHeaders(200, "ETag");
        images.MapDelete("/{imageId:guid}", RemoveImage).WithSummary("Remove an image").AnswersHeaders(204, "ETag");
        images.MapPost("/{imageId:guid}/retry", RetryImage).WithSummary("Process a failed image again")
            .AnswersHeaders(202, "Location", "ETag").MayAnswer(ProblemKind.ImageNotFailed);
    }

    private static async Task<Results<Ok<ImageList>, NotModified, Problem>> ListImages(
        Guid id, IfNoneMatch ifNoneMatch, ProductReads reads, HttpResponse response)
    {
        if (await reads.ReadAsync(id) is not { } product)
        {
            return Problem.NotFound("product");
        }

        response.Headers.ETag = product.ETag;
        return ifNoneMatch.Matches(product.Revision) ? new NotModified() : TypedResults.Ok(new ImageList(product.ToProduct().Images));
    }

    private static async Task<Results<Accepted<ImageList>, Problem>> AddImages(
        Guid id, ChangeCondition condition, IGrainFactory grains, ImageUpload upload, HttpContext context)
    {
        var product = grains.GetGrain<IProductGrain>(id);
        var images = MultipartFiles.AreIn(context.Request)
            ? await upload.StoreAsync(id, product, condition.Context, context)
            : [(await Body<AddImageRequest>.ReadAsync(context)).ToImage()];

        var change = await product.AddImagesAsync(images, condition.Context);
        if (!change.Status.Succeeded())
        {
            await upload.DiscardAsync(id, images);
        }

        return change.Answer(context.Response, changed => TypedResults.Accepted(UrlOf(id, images[0].Id), ImageList.Of(changed, images)));
    }

    private static async Task<Results<Ok<ImageList>, Problem>> OrderImages(
        Guid id, Body<OrderImagesRequest> body, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).OrderImagesAsync(body.Value.ImageIds, condition.Context);
        return change.Answer(response, product => TypedResults.Ok(new ImageList(product.Images)));
    }

    private static async Task<Results<Ok<ProductImage>, NotModified, Problem>> GetImage(
        Guid id, Guid imageId, IfNoneMatch ifNoneMatch, ProductReads reads, HttpResponse response)
    {
        var product = await reads.ReadAsync(id);
        if (product?.ToProduct().Images.FirstOrDefault(image => image.Id == imageId) is not { } image)
        {
            return Problem.NotFound(product is null ? "product" : "image");
        }

        response.Headers.ETag = product.ETag;
        return ifNoneMatch.Matches(product.Revision) ? new NotModified() : TypedResults.Ok(image);
    }

    private static async Task<Results<Ok<ProductImage>, Problem>> DescribeImage(
        Guid id, Guid imageId, Body<DescribeImageRequest> body, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).DescribeImageAsync(imageId, body.Value.AltText, condition.Context);
        return change.Answer(response, product => TypedResults.Ok(product.Images.Single(image => image.Id == imageId)));
    }

    private static async Task<Results<NoContent, Problem>> RemoveImage(
        Guid id, Guid imageId, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).RemoveImageAsync(imageId, condition.Context);
        return change.AnswerBody(response, _ => TypedResults.NoContent());
    }

    private static async Task<Results<Accepted<ProductImage>, Problem>> RetryImage(
        Guid id, Guid imageId, ChangeCondition condition, IGrainFactory grains, HttpResponse response)
    {
        var change = await grains.GetGrain<IProductGrain>(id).RetryImageAsync(imageId, condition.Context);
        return change.Answer(response, product => TypedResults.Accepted(UrlOf(id, imageId), product.Images.Single(image => image.Id == imageId)));
    }

    private static string UrlOf(Guid productId, Guid imageId) => $"/products/{productId}/images/{imageId}";
}
