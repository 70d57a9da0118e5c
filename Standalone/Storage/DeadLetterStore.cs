using System.Text.Json;
using Dapper;
using Products.Grains.DeadLetters;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Storage;

namespace Products.Standalone.Storage;

/// <summary>Dead letters in the table that the product's own commits clean up.</summary>
internal sealed class DeadLetterStore(Database database) : IDeadLetterStore
{
    public Task AddAsync(DeadLetter letter) => database.WriteAsync(connection => connection.Execute(
        "INSERT INTO dead_letters (letter) VALUES (@letter) ON CONFLICT DO NOTHING",
        new { letter = JsonSerializer.Serialize(letter, GrainStateJson.Default.DeadLetter) }));

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
