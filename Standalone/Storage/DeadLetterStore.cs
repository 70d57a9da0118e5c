using System.Text.Json;
using Dapper;
using Products.Grains.DeadLetters;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Storage;

namespace Products.Standalone.Storage;

/// <summary>Dead letters in the table that the product's own commits clean up.</summary>
internal sealed class DeadLetterStore(Database database) : IDeadLetterStore
{
    /// <summary>There is a row in <c>image_jobs</c> exactly as long as the image is pending on that job.</summary>
    private const string Insert = """
        INSERT INTO dead_letters (letter)
        SELECT @letter WHERE EXISTS (
          SELECT 1 FROM image_jobs WHERE product_id = @product AND image_id = @image AND generation = @Generation)
        ON CONFLICT DO NOTHING
        """;

    public Task AddAsync(DeadLetter letter) => database.WriteAsync(connection => connection.Execute(
        Insert,
        new
        {
            letter = JsonSerializer.Serialize(letter, GrainStateJson.Default.DeadLetter),
            product = letter.Message?.ProductId.ToString(),
            image = letter.Message?.ImageId.ToString(),
            letter.Message?.Generation,
        }));

    public async Task<DeadLetter?> FindAsync(long id) => await database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Row>("SELECT id, letter FROM dead_letters WHERE id = @id", new { id })?.Read());

    public Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeadLetter>>(connection => [.. connection.Query<Row>(
            "SELECT id, letter FROM dead_letters WHERE @before IS NULL OR id < @before ORDER BY id DESC LIMIT @limit",
            new { before, limit }).Select(row => row.Read())]);

    public Task<bool> DeleteAsync(long id) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM dead_letters WHERE id = @id", new { id }) == 1);

    private sealed record Row(long Id, string Letter)
    {
        public DeadLetter Read() => JsonSerializer.Deserialize(Letter, GrainStateJson.Default.DeadLetter)! with { Id = Id };
    }
}
