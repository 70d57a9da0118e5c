namespace Products.ImageWorker.Tests.Pipeline;

public sealed class CancellationTests : PipelineTest
{
    [Fact]
    public async Task A_cancelled_job_is_not_begun()
    {
        var pipeline = NewPipeline();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.RunAsync(File([]), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_job_stops_within_the_decoding_when_it_is_cancelled()
    {
        var original = File(Pictures.Quadrants(6000, 4000).PngsaveBuffer(compression: 1));
        using var stop = new CancellationTokenSource();
        var decoding = NewPipeline().RunAsync(original, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => decoding);
    }
}
