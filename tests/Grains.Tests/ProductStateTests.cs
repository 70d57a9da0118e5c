using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;

namespace Products.Grains.Tests;

public sealed class ProductStateTests
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = Morning.AddHours(4);
    private static readonly ImageError Broken = new(ImageErrorCode.NotFound, "Gone.", Retryable: false);

    private static readonly CreateProduct Request = new()
    {
        UserId = Guid.NewGuid(),
        ProductName = "Lamp",
        ProductDescription = "Bright",
        ProductPrice = 12.5m,
        Currency = "USD",
        ProductImages = ["http://a/1.jpg", "http://a/2.jpg"],
        TraceParent = "00-11111111111111111111111111111111-2222222222222222-01",
    };

    private readonly ProductState _product = ProductState.Create(ProductId.New(), Request, Morning);

    [Fact]
    public void A_new_product_has_one_pending_job_for_each_image()
    {
        Assert.Equal((1L, ImagesStatus.Pending), (_product.Revision, _product.ImageStatus));
        Assert.Equal(Request.ProductImages, _product.PendingJobs().Select(job => job.Source));
        Assert.All(_product.PendingJobs(), job => Assert.Equal((1, Request.TraceParent), (job.Generation, job.TraceParent)));
    }

    [Fact]
    public void The_same_request_makes_the_same_product() =>
        Assert.Equivalent(_product, ProductState.Create(_product.Id, Request with { TraceParent = Request.TraceParent }, Morning), strict: true);

    [Fact]
    public void The_fingerprint_tells_requests_apart_but_not_traces()
    {
        Assert.Equal(_product.Fingerprint, ProductState.FingerprintOf(Request with { TraceParent = null }));
        Assert.NotEqual(_product.Fingerprint, ProductState.FingerprintOf(Request with { ProductPrice = 12.51m }));
        Assert.NotEqual(_product.Fingerprint, ProductState.FingerprintOf(Request with { ProductImages = ["http://a/1.jpg"] }));
    }

    [Fact]
    public void An_edit_changes_what_it_names_and_nothing_else()
    {
        var edited = Done(_product.Edit(new ProductEdit { ProductName = "Lantern" }, null, Noon));

        Assert.Equal(("Lantern", "lantern", "Bright", 2L), (edited.ProductName, edited.SearchName, edited.ProductDescription, edited.Revision));
        Assert.Equal((Morning, Noon), (edited.CreatedAt, edited.UpdatedAt));
        Assert.Equal(_product.Images, edited.Images);
    }

    public static TheoryData<string> NoChanges() => ["nothing", "what it has", "its images", "its alternative text", "no alternative text", "its order"];

    [Theory]
    [MemberData(nameof(NoChanges))]
    public void A_change_that_changes_nothing_keeps_the_product_as_it_is(string change)
    {
        var product = Done(Record(_product, 0, Ready).DescribeImage(_product.Images[0].Id, "A lamp", Noon));

        var same = change switch
        {
            "nothing" => product.Edit(new ProductEdit(), "trace", Noon),
            "what it has" => product.Edit(new ProductEdit { ProductName = "Lamp", ProductDescription = "Bright", ProductPrice = 12.50m, Currency = "USD" }, "trace", Noon),
            "its images" => product.Edit(new ProductEdit { ProductImages = [.. Request.ProductImages] }, "trace", Noon),
            "its alternative text" => product.DescribeImage(product.Images[0].Id, "A lamp", Noon),
            "no alternative text" => product.DescribeImage(product.Images[1].Id, null, Noon),
            _ => product.OrderImages([.. product.Images.Select(image => image.Id)], Noon),
        };

        Assert.Same(product, Done(same));
    }

    [Fact]
    public void A_source_that_stays_keeps_its_image_and_result()
    {
        var ready = Record(_product, 1, Ready);
        var edited = Done(ready.Edit(new ProductEdit { ProductImages = ["http://a/3.jpg", "http://a/2.jpg"] }, null, Noon));

        Assert.Equal(ready.Images[1], edited.Images[1]);
        Assert.Equal(ImageStatus.Pending, edited.Images[0].Status);
        Assert.NotEqual(ready.Images[0].Id, edited.Images[0].Id);
    }

    [Fact]
    public void A_source_named_twice_makes_two_images()
    {
        var edited = Done(_product.Edit(new ProductEdit { ProductImages = ["http://a/1.jpg", "http://a/1.jpg"] }, null, Noon));

        Assert.Equal(2, edited.Images.Select(image => image.Id).Distinct().Count());
        Assert.Equal(_product.Images[0].Id, edited.Images[0].Id);
    }

    [Fact]
    public void An_upload_that_the_product_does_not_have_is_refused() =>
        Assert.Equal(ChangeStatus.UnknownUpload, _product.Edit(new ProductEdit { ProductImages = [ImageSource.OfUpload(Guid.NewGuid())] }, null, Noon).Status);

    [Fact]
    public void A_tombstone_shows_nothing_and_keeps_the_request_known()
    {
        var deleted = _product.Delete(Noon);

        Assert.True(deleted.IsDeleted);
        Assert.Equal(("", "", 0, 2L), (deleted.ProductName, deleted.ProductDescription, deleted.Images.Count, deleted.Revision));
        Assert.Equal(_product.Fingerprint, deleted.Fingerprint);
        Assert.Equal(RecordOutcome.Gone, deleted.Judge(_product.Images[0].Id, 1));
    }

    [Fact]
    public void Images_beyond_the_limit_are_refused_all_together() =>
        Assert.Equal(ChangeStatus.TooManyImages, _product.AddImages([NewImage(), NewImage()], null, 3, Noon).Status);

    [Fact]
    public void Added_images_stand_after_the_others()
    {
        var added = NewImage();
        var product = Done(_product.AddImages([added], "trace", 3, Noon));

        Assert.Equal(added.Id, product.Images[^1].Id);
        Assert.Equal([0, 1, 2], product.ToProduct().Images.Select(image => image.Position));
    }

    [Fact]
    public void An_order_names_each_image_exactly_once()
    {
        var (first, second) = (_product.Images[0].Id, _product.Images[1].Id);

        Assert.Equal([second, first], Done(_product.OrderImages([second, first], Noon)).Images.Select(image => image.Id));
        Assert.Equal(ChangeStatus.WrongOrder, _product.OrderImages([first], Noon).Status);
        Assert.Equal(ChangeStatus.WrongOrder, _product.OrderImages([first, first], Noon).Status);
        Assert.Equal(ChangeStatus.WrongOrder, _product.OrderImages([first, Guid.NewGuid()], Noon).Status);
    }

    [Fact]
    public void A_result_is_recorded_once()
    {
        var image = _product.Images[0].Id;
        Assert.Equal(RecordOutcome.Recorded, _product.Judge(image, 1));
        Assert.Equal(RecordOutcome.Already, Record(_product, 0, Ready).Judge(image, 1));
    }

    [Fact]
    public void A_result_for_an_older_job_is_superseded()
    {
        var failed = Record(_product, 0, Failed);
        var retried = Done(failed.RetryImage(_product.Images[0].Id, "trace", Noon));

        Assert.Equal(RecordOutcome.Superseded, retried.Judge(_product.Images[0].Id, 1));
        Assert.Equal(RecordOutcome.Recorded, retried.Judge(_product.Images[0].Id, 2));
    }

    [Fact]
    public void Only_a_failed_image_is_retried()
    {
        var image = _product.Images[0].Id;
        Assert.Equal(ChangeStatus.NotFailed, _product.RetryImage(image, null, Noon).Status);
        Assert.Equal(ChangeStatus.NotFailed, Record(_product, 0, Ready).RetryImage(image, null, Noon).Status);
        Assert.Equal(ChangeStatus.ImageNotFound, _product.RetryImage(Guid.NewGuid(), null, Noon).Status);

        var retried = Done(Record(_product, 0, Failed).RetryImage(image, "trace", Noon)).Images[0];
        Assert.Equal((ImageStatus.Pending, 2, 0, null, "trace"), (retried.Status, retried.Generation, retried.Attempts, retried.Error, retried.TraceParent));
    }

    [Theory]
    [InlineData(false, false, ImagesStatus.Ready)]
    [InlineData(true, false, ImagesStatus.Failed)]
    [InlineData(true, true, ImagesStatus.Failed)]
    public void The_image_status_sums_up_what_became_of_the_images(bool firstFails, bool secondFails, ImagesStatus expected)
    {
        var half = Record(_product, 0, firstFails ? Failed : Ready);
        Assert.Equal(ImagesStatus.Pending, half.ImageStatus);
        Assert.Equal(expected, Record(half, 1, secondFails ? Failed : Ready).ImageStatus);
    }

    [Fact]
    public void Only_the_compressed_webp_of_ready_images_is_listed_in_image_order()
    {
        var product = Record(Record(_product, 1, Ready), 0, Failed).ToProduct();

        Assert.Equal(["/images/compressed.webp"], product.CompressedProductImages);
        Assert.Equal(Broken, product.Images[0].Error);
    }

    private static ImageResult Ready => new()
    {
        Attempts = 1,
        Variants =
        [
            new ImageVariant { Name = "compressed", Format = "avif", Width = 2, Height = 1, Bytes = 3, Url = "/images/compressed.avif" },
            new ImageVariant { Name = "compressed", Format = "webp", Width = 2, Height = 1, Bytes = 3, Url = "/images/compressed.webp" },
        ],
    };

    private static ImageResult Failed => new() { Attempts = 4, Error = Broken };

    private static NewImage NewImage() => new() { Id = Guid.NewGuid(), SourceUrl = "http://a/new.jpg" };

    private static ProductState Record(ProductState product, int image, ImageResult result) =>
        product.RecordImage(product.Images[image].Id, result, Noon);

    private static ProductState Done(ProductDecision decision)
    {
        Assert.Equal(ChangeStatus.Done, decision.Status);
        return decision.Next!;
    }
}
