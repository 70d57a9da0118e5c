using Npgsql;
using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Storage.Tests.Adapters;

/// <summary>A write of a product whose commit takes as long as a test wants.</summary>
public sealed class HeldWrite : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;

    private HeldWrite(NpgsqlConnection connection) => _connection = connection;

    public static async Task<HeldWrite> StartAsync(PostgresAdapter adapter, ProductState state, int? version = null)
    {
        var held = new HeldWrite(new NpgsqlConnection(adapter.ConnectionString));
        await held._connection.OpenAsync();
        held._transaction = await held._connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT write_state('product', $1, $2, $3)", held._connection, held._transaction);
        command.Parameters.Add(new() { Value = state.Id });
        command.Parameters.Add(new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = new GrainStateSerializer().Serialize(state).ToArray() });
        Assert.NotEqual(DBNull.Value, await command.ExecuteScalarAsync());
        return held;
    }

    public Task CommitAsync() => _transaction!.CommitAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
