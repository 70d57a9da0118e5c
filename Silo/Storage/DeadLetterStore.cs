using System.Text.Json;
using Dapper;
using Products.Grains.DeadLetters;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Storage;

namespace Products.Silo.Storage;

/// <summary>Dead letters in the table that the product's own commits clean up.</summary>
internal sealed class DeadLetterStore(Database database) : IDeadLetterStore
{
    /// <summary>
    /// There is a row in <c>image_jobs</c> exactly as long as the image is pending on that job. The lock makes a commit that
    /// removes it wait, so that it also removes the letter.
    /// </summary>
    private const string Insert = """
        INSERT INTO dead_letters (product_id, image_id, generation, reason, died_at, letter)
        SELECT product_id, image_id, generation, @code, @diedAt, @json::jsonb FROM image_jobs
        WHERE product_id = @ProductId AND image_id = @ImageId AND generation = @Generation FOR UPDATE
        ON CONFLICT DO NOTHING
        """;

    private const string InsertUnreadable = """
        INSERT INTO dead_letters (reason, died_at, letter, message, message_key)
        VALUES (@code, @diedAt, @json::jsonb, @message, @key) ON CONFLICT DO NOTHING
        """;

    public Task AddAsync(DeadLetter letter) => database.RunAsync(connection => connection.ExecuteAsync(Insert, new
    {
        letter.Message?.ProductId,
        letter.Message?.ImageId,
        letter.Message?.Generation,
        code = letter.Reason.Code,
        diedAt = letter.DiedAt.ToUniversalTime(),
        json = Json(letter),
    }));

    /// <summary>Keeps a message that is no job of any image.</summary>
    /// <param name="letter">What is shown of it.</param>
    /// <param name="message">Its bytes.</param>
    /// <param name="key">Of two letters with the same key one is kept.</param>
    public Task AddUnreadableAsync(DeadLetter letter, byte[] message, byte[] key) => database.RunAsync(connection => connection.ExecuteAsync(InsertUnreadable, new
    {
        code = letter.Reason.Code,
        diedAt = letter.DiedAt.ToUniversalTime(),
        json = Json(letter),
        message,
        key,
    }));

    public async Task<DeadLetter?> FindAsync(long id)
    {
        var row = await database.RunAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT id, letter::text AS letter FROM dead_letters WHERE id = @id", new { id }));
        return row?.Read();
    }

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(
            "SELECT id, letter::text AS letter FROM dead_letters WHERE id < @before ORDER BY id DESC LIMIT @limit",
            new { before = before ?? long.MaxValue, limit },
            cancellationToken: cancellationToken);
        var rows = await database.RunAsync(connection => connection.QueryAsync<Row>(command), cancellationToken);
        return [.. rows.Select(row => row.Read())];
    }

    public async Task<bool> DeleteAsync(long id) => await database.RunAsync(connection =>
        connection.ExecuteAsync("DELETE FROM dead_letters WHERE id = @id", new { id })) == 1;

    private static string Json(DeadLetter letter) => JsonSerializer.Serialize(letter, GrainStateJson.Default.DeadLetter);

    private sealed record Row(long Id, string Letter)
    {
        public DeadLetter Read() => JsonSerializer.Deserialize(Letter, GrainStateJson.Default.DeadLetter)! with { Id = Id };
    }
}
