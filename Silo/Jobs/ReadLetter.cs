using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Hosting.RabbitMq;

namespace Products.Silo.Jobs;

/// <summary>A dead letter, read from a message.</summary>
internal static class ReadLetter
{
    /// <returns>Null when the message is no image job.</returns>
    public static DeadLetter? From(TakenMessage message, DateTimeOffset now)
    {
        if (JobMessage.Read(message.Properties, message.Body) is not { } dead)
        {
            return null;
        }

        return new DeadLetter
        {
            Reason = dead.Reason ?? ReasonOfBroker(message),
            Attempts = dead.History.Count + (dead.Reason is null ? 1 : 0), // the broker does not add the attempt that it ended
            History = dead.History,
            Message = dead.Job,
            DiedAt = MessageLife.DiedAt(message.Properties) ?? now,
        };
    }

    private static ImageError ReasonOfBroker(TakenMessage message) => MessageLife.ReturnedTooOften(message.Properties)
        ? new ImageError(ImageErrorCode.WorkerCrashed, "The worker stopped again and again while it processed this image.", Retryable: false)
        : new ImageError(ImageErrorCode.Internal, "The job was buried without a reason.", Retryable: false);
}
