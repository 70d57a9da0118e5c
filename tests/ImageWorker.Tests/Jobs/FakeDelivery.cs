using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;

namespace Products.ImageWorker.Tests.Jobs;

/// <summary>Remembers its end.</summary>
internal sealed class FakeDelivery : ImageDelivery
{
    public string? End { get; private set; }

    public override Task CompleteAsync() => EndAsync("complete");

    public override Task RetryAsync(ImageError error, TimeSpan delay) => EndAsync("retry " + error.Code);

    public override Task DeadLetterAsync(ImageError error) => EndAsync("dead " + error.Code);

    public override Task PutOffAsync(TimeSpan delay) => EndAsync($"put off {delay}");

    public override Task AbandonAsync() => EndAsync("abandon");

    private Task EndAsync(string end)
    {
        Assert.Null(End);
        End = end;
        return Task.CompletedTask;
    }
}
