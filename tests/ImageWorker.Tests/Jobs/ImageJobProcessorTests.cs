using Microsoft.Extensions.Logging.Abstractions;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;
using Products.ImageWorker.Pipeline;
using Products.ImageWorker.Tests.Decoding;
using Products.ImageWorker.Tests.Download;

namespace Products.ImageWorker.Tests.Jobs;

public sealed class ImageJobProcessorTests : IDisposable
{
    private readonly ImageJob _job = Fetching.JobOf(ImageSource.OfUpload(Guid.NewGuid()));
    private readonly Fetching _fetching = new();
    private readonly FakeProduct _product = FakeProduct.Create();
    private readonly HurriedTime _time = new();

    public static TheoryData<Exception> CallFailures =>
    [
        new IOException("The database failed."),
        new OrleansException("The state could not be written."),
        new TimeoutException(),
        new OperationCanceledException(),
        new InvalidCastException(),
        ImageFailedException.Permanent(ImageErrorCode.Internal, "Not of this worker's own work."),
    ];

    public void Dispose() => _fetching.Dispose();

    [Fact]
    public async Task A_picture_that_is_made_is_recorded_and_its_job_is_complete()
    {
        await UploadAsync();

        Assert.Equal("complete", await ProcessAsync());

        Assert.Equal((1, 1), (_product.Recorded!.Attempts, _product.Recorded.Variants.Count));
    }

    [Fact]
    public async Task A_job_that_its_product_does_not_want_is_complete_without_a_look_at_its_source()
    {
        _product.Wants = () => false;

        Assert.Equal("complete", await ProcessAsync()); // there is no such upload

        Assert.Null(_product.Recorded);
    }

    [Theory]
    [MemberData(nameof(CallFailures))]
    public async Task A_job_whose_product_cannot_be_asked_is_put_back_later_and_no_attempt_is_counted(Exception failure)
    {
        _product.Wants = () => throw failure;

        Assert.Equal("put off 00:00:10", await ProcessAsync());
    }

    [Theory]
    [MemberData(nameof(CallFailures))]
    public async Task A_job_whose_result_cannot_be_recorded_is_put_back_later_and_no_attempt_is_counted(Exception failure)
    {
        await UploadAsync();
        _product.Outcome = () => throw failure;

        Assert.Equal("put off 00:00:10", await ProcessAsync());
    }

    [Fact]
    public async Task A_job_for_which_there_is_no_silo_waits_and_goes_back()
    {
        _product.Wants = () => throw new SiloUnavailableException();

        Assert.Equal("abandon", await ProcessAsync());

        Assert.Equal(TimeSpan.FromSeconds(2), _time.Longest);
    }

    [Fact]
    public async Task A_job_whose_image_fails_is_not_put_back()
    {
        Assert.Equal("dead " + ImageErrorCode.UploadMissing, await ProcessAsync());
    }

    private Task<long> UploadAsync() => _fetching.Store.PutAsync(
        ImageKey.Upload(_job.ProductId, _job.ImageId), new MemoryStream(Pictures.Plain(8, 8, Pictures.Red).PngsaveBuffer()), "image/png", CancellationToken.None);

    /// <returns>How the job ended.</returns>
    private async Task<string?> ProcessAsync()
    {
        _fetching.Options.Variants = "compressed.webp";
        var options = Microsoft.Extensions.Options.Options.Create(_fetching.Options);
        var maker = new ImageMaker(_fetching.Fetcher, new ImagePipeline(Decoders.Shared, options), _fetching.Store, NullLogger<ImageMaker>.Instance);
        var processor = new ImageJobProcessor(maker, _product.Factory, options, _time, NullLogger<ImageJobProcessor>.Instance);
        var delivery = new FakeDelivery { Job = _job, History = [] };
        await processor.ProcessAsync(delivery, TestContext.Current.CancellationToken);
        return delivery.End;
    }
}
