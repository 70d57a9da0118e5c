using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;

namespace Products.Storage.Tests.Adapters;

/// <summary>States, results and letters to store.</summary>
public static class States
{
    public static readonly ImageResult Failure = new() { Attempts = 4, Error = new ImageError("not_found", "The source answered 404.", false) };

    public static readonly ImageResult Success = new()
    {
        Attempts = 1,
        Variants = [new ImageVariant { Name = ImageVariant.Compressed, Format = "webp", Width = 1600, Height = 900, Bytes = 81_234, Url = "/images/a/b, \"c\".webp" }],
    };

    public static GrainId KeyOf(string grain, Guid id) => GrainId.Create(GrainType.Create(grain), GrainIdKeyExtensions.CreateGuidKey(id));

    public static ProductState New(Guid user, string name = "Lamp", decimal price = 12.50m, params string[] images) =>
        ProductState.Create(ProductId.New(), new CreateProduct
        {
            UserId = user,
            ProductName = name,
            ProductDescription = "Bright",
            ProductPrice = price,
            Currency = "EUR",
            ProductImages = images,
            TraceParent = "00-11111111111111111111111111111111-2222222222222222-01",
        }, DateTimeOffset.UtcNow);

    public static ProductState Rename(this ProductState product, string name) => product.Edit(new ProductEdit { ProductName = name }, null, DateTimeOffset.UtcNow).Next!;

    public static ProductState Record(this ProductState product, int position, ImageResult result) =>
        product.RecordImage(product.Images[position].Id, result, DateTimeOffset.UtcNow);

    public static ProductState Retry(this ProductState product, int position) => product.RetryImage(product.Images[position].Id, null, DateTimeOffset.UtcNow).Next!;

    public static ProductState Remove(this ProductState product, int position) => product.RemoveImage(product.Images[position].Id, DateTimeOffset.UtcNow).Next!;

    public static DeadLetter LetterOf(ProductState product, int position) => new()
    {
        Reason = Failure.Error!,
        Attempts = Failure.Attempts,
        History = [new FailedAttempt(1, DateTimeOffset.UnixEpoch, Failure.Error!)],
        Message = product.Images[position].ToJob(product.Id),
        DiedAt = DateTimeOffset.UtcNow,
    };

    /// <summary>How a job is listed.</summary>
    public static string JobLine(ImageState image) => $"{image.Id} {image.Generation} {image.Source} {image.TraceParent}";
}
