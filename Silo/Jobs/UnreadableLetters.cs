using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Hosting.RabbitMq;
using Products.Silo.Storage;

namespace Products.Silo.Jobs;

/// <summary>Keeps messages that are no image jobs, each once: byte for byte, or the beginning of a large one.</summary>
internal sealed class UnreadableLetters(DeadLetterStore store)
{
    /// <summary>Of a larger message only so much is kept: RabbitMQ takes up to 128 MiB.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostText = 4096;

    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Task KeepAsync(TakenMessage message, DateTimeOffset now)
    {
        var diedAt = MessageLife.DiedAt(message.Properties);
        var body = message.Body.Span;
        var kept = body[..Math.Min(body.Length, MostBytes)].ToArray();
        return store.AddUnreadableAsync(LetterOf(body, diedAt ?? now), kept, KeyOf(body, message.Properties.MessageId, diedAt));
    }

    private static DeadLetter LetterOf(ReadOnlySpan<byte> body, DateTimeOffset diedAt) => new()
    {
        Reason = ReasonOf(body.Length),
        Attempts = 0,
        History = [],
        DiedAt = diedAt,
        Unreadable = new UnreadableMessage(body.Length, TextOf(body)),
    };

    private static ImageError ReasonOf(int bytes) => new(
        ImageErrorCode.UnreadableMessage,
        "The message is no image job of a version that is known here, in its body or in its headers."
            + (bytes > MostBytes ? $" Only its first {MostBytes} bytes are kept." : ""),
        Retryable: false);

    private static string TextOf(ReadOnlySpan<byte> body)
    {
        var text = new char[MostText];
        try
        {
            StrictText.GetDecoder().Convert(body, text, flush: true, out _, out var length, out _); // does not cut a character in two
            if (!text.AsSpan(0, length).Contains('\0'))
            {
                return new string(text, 0, length);
            }
        }
        catch (DecoderFallbackException)
        {
            // No text.
        }

        return Convert.ToBase64String(body[..Math.Min(body.Length, MostText / 4 * 3)]); // nor is one with a NUL, for Postgres' JSON
    }

    /// <summary>What is the same each time the broker delivers this message, and not for another message with the same body.</summary>
    private static byte[] KeyOf(ReadOnlySpan<byte> body, string? messageId, DateTimeOffset? diedAt) =>
        SHA256.HashData([.. SHA256.HashData(body), .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}\n{diedAt?.ToUnixTimeSeconds()}"))]);
}
