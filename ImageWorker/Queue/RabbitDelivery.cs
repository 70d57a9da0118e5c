using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Hosting.RabbitMq;
using Products.ImageWorker.Jobs;

namespace Products.ImageWorker.Queue;

/// <summary>A job from RabbitMQ. Where it goes next is confirmed before the broker forgets the message in hand.</summary>
/// <remarks>When the connection is lost meanwhile, the broker hands the job out again, and what is recorded already is found to be done.</remarks>
internal sealed class RabbitDelivery(HeldJob held, JobSession session, JobTopology topology, TimeSpan republishAfter, TimeProvider time, Action ended) : ImageDelivery
{
    public override Task CompleteAsync() => EndAsync(() => session.EndAsync(held));

    public override Task RetryAsync(ImageError error, TimeSpan delay) =>
        EndAsync(() => session.SendOnAsync(held, exchange: "", topology.Retry(delay), new JobMessage(Job, HistoryWith(error))));

    public override Task DeadLetterAsync(ImageError error) =>
        EndAsync(() => session.SendOnAsync(held, topology.Dead, key: "", new JobMessage(Job, HistoryWith(error), error)));

    /// <summary>A message that went round for so long is let go: by now the outbox, in which the job still stands, has it published again.</summary>
    public override Task PutOffAsync(TimeSpan delay) => EndAsync(() => held.Message.PutOffs * delay >= republishAfter
        ? session.EndAsync(held)
        : session.SendOnAsync(held, exchange: "", topology.Retry(delay), held.Message with { PutOffs = held.Message.PutOffs + 1 }));

    public override Task AbandonAsync() => EndAsync(() => session.GiveBackAsync(held));

    private List<FailedAttempt> HistoryWith(ImageError error) => [.. History, new FailedAttempt(Attempt, time.GetUtcNow(), error)];

    private async Task EndAsync(Func<Task> end)
    {
        try
        {
            await end();
        }
        finally
        {
            ended();
        }
    }
}
