using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Hosting.ImageStore;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.ProductImages;

/// <summary>Streams uploaded files into the image store; none is ever held in memory or in a file of this process.</summary>
internal sealed class ImageUpload(IImageStore store, IOptions<ApiOptions> options, IOptions<ProductLimits> limits)
{
    /// <summary>Neither trusted nor served: the worker looks at the bytes.</summary>
    private const string ContentType = "application/octet-stream";

    /// <summary>Stores every file of the request; if one cannot be stored, none stays.</summary>
    /// <returns>The images to add, one for each file.</returns>
    /// <exception cref="ProblemException">The request is refused.</exception>
    public async Task<IReadOnlyList<NewImage>> StoreAsync(Guid productId, IProductGrain product, ChangeContext change, HttpContext context)
    {
        LiftBodyLimit(context);
        var images = new List<NewImage>();
        try
        {
            await foreach (var file in MultipartFiles.ReadAsync(context.Request, limits.Value.MaxAltTextLength, context.RequestAborted))
            {
                await PrepareAsync(product, change, file, images);
                await StoreAsync(ImageKey.Upload(productId, images[^1].Id), file, context.RequestAborted);
            }
        }
        catch
        {
            await DiscardAsync(productId, images);
            throw;
        }

        return images.Count > 0 ? images : throw new ProblemException(Problem.Of(ProblemKind.InvalidFields, MultipartFiles.FileField, "is required"));
    }

    /// <summary>Deletes what was stored for images that are not to be.</summary>
    public async Task DiscardAsync(Guid productId, IEnumerable<NewImage> images)
    {
        foreach (var image in images.Where(image => ImageSource.IsUpload(image.SourceUrl)))
        {
            try
            {
                await store.DeleteAllAsync(ImageKey.Prefix(productId, image.Id), CancellationToken.None);
            }
            catch (IOException)
            {
                // The product deletes within a day what was prepared and not added.
            }
        }
    }

    private async Task PrepareAsync(IProductGrain product, ChangeContext change, UploadedFile file, List<NewImage> images)
    {
        var ticket = images.Count < limits.Value.MaxImages
            ? await product.PrepareUploadAsync(change)
            : new UploadTicket(ChangeStatus.TooManyImages);
        if (!ticket.Status.Succeeded())
        {
            throw new ProblemException(ChangeProblem.Of(ticket.Status, ticket.Revision));
        }

        images.Add(new NewImage { Id = ticket.ImageId, SourceUrl = ImageSource.OfUpload(ticket.ImageId), AltText = file.AltText });
    }

    private async Task StoreAsync(string key, UploadedFile file, CancellationToken cancellationToken)
    {
        await using var content = new UploadStream(file.Content, options.Value.MaxUploadBytes, file.Field);
        try
        {
            if (await store.PutAsync(key, content, ContentType, cancellationToken) == 0)
            {
                throw new ProblemException(Problem.Of(ProblemKind.InvalidFields, file.Field, "must not be empty"));
            }
        }
        catch (Exception wrapped) when (content.Failure is { } failure && wrapped != failure)
        {
            throw failure;
        }
    }

    private void LiftBodyLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = (options.Value.MaxUploadBytes * limits.Value.MaxImages) + options.Value.MaxBodyBytes;
        }
    }
}
