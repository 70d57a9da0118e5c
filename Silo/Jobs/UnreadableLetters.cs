using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Storage;
using Products.Hosting.RabbitMq;

namespace Products.Silo.Jobs;

/// <summary>Keeps messages that are no image jobs, byte for byte, each once.</summary>
internal sealed class UnreadableLetters(NpgsqlDataSource database)
{
    private const int TimeLimit = 10; // seconds
    private const int MostText = 4096;

    private const string Insert = """
        INSERT INTO dead_letters (reason, died_at, letter, message, message_key)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """;

    private static readonly ImageError Reason =
        new(ImageErrorCode.UnreadableMessage, "The message is no image job of a version that is known here.", Retryable: false);

    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task KeepAsync(TakenMessage message, DateTimeOffset now)
    {
        var diedAt = MessageLife.DiedAt(message.Properties);
        var body = message.Body.ToArray();
        var letter = LetterOf(body, diedAt ?? now);
        await using var command = database.CreateCommand(Insert);
        command.CommandTimeout = TimeLimit;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Reason.Code });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = letter.DiedAt });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(letter, GrainStateJson.Default.DeadLetter), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = KeyOf(body, message.Properties.MessageId, diedAt) });
        await command.ExecuteNonQueryAsync();
    }

    private static DeadLetter LetterOf(byte[] body, DateTimeOffset diedAt) => new()
    {
        Reason = Reason,
        Attempts = 0,
        History = [],
        DiedAt = diedAt,
        Unreadable = new UnreadableMessage(body.Length, TextOf(body)),
    };

    private static string TextOf(byte[] body)
    {
        try
        {
            var text = StrictText.GetString(body);
            return Beginning(text.Contains('\0') ? Convert.ToBase64String(body) : text); // Postgres' JSON has no NUL
        }
        catch (DecoderFallbackException)
        {
            return Beginning(Convert.ToBase64String(body));
        }
    }

    /// <summary>Does not cut a character in two.</summary>
    private static string Beginning(string text)
    {
        var length = Math.Min(text.Length, MostText);
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>What is the same each time the broker delivers this message, and not for another message with the same body.</summary>
    private static byte[] KeyOf(byte[] body, string? messageId, DateTimeOffset? diedAt) =>
        SHA256.HashData([.. SHA256.HashData(body), .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}\n{diedAt?.ToUnixTimeSeconds()}"))]);
}
