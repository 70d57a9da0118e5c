using Dapper;
using Npgsql;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>What only happens where several processes write.</summary>
public sealed class RaceTests(PostgresAdapter adapter) : IClassFixture<PostgresAdapter>
{
    [Fact]
    public async Task A_letter_that_comes_while_its_image_is_being_retried_is_not_kept()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, "https://example.com/a"));
        var letter = States.LetterOf(product.State, 0);
        await using var held = await HeldWrite.StartAsync(adapter, product.State.Record(0, States.Failure).Retry(0), version: 1);

        var adding = adapter.Letters.AddAsync(letter);
        await UntilItWaitsAsync(adding);
        await held.CommitAsync();
        await adding;

        Assert.Empty(await adapter.LettersAsync(product.Id));
    }

    [Fact]
    public async Task Silos_that_sweep_at_once_are_given_different_images_and_may_end_without_a_word()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync(), "Lamp", 1, [.. Enumerable.Range(0, 40).Select(number => $"https://example.com/{number}")]));
        await product.WriteAsync(state => state.Delete(DateTimeOffset.UtcNow));
        var now = DateTimeOffset.UtcNow.AddMinutes(1);

        var shares = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => adapter.Removed.DueAsync(now, 10, default)));

        Assert.Equal(40, shares.SelectMany(share => share).Distinct().Count());
        Assert.Equal(40, shares.Sum(share => share.Count));
        Assert.Empty(await adapter.Removed.DueAsync(now.AddMinutes(5), 100, default));
        Assert.Equal(40, (await adapter.Removed.DueAsync(now.AddMinutes(11), 100, default)).Count);
    }

    [Fact]
    public async Task The_halves_that_Orleans_makes_of_a_key_are_put_together_again()
    {
        await using var source = NpgsqlDataSource.Create(adapter.ConnectionString);
        foreach (var id in Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).Append(Guid.Empty).Append(Guid.AllBitsSet))
        {
            var bytes = id.ToByteArray();
            await using var command = source.CreateCommand("SELECT grain_uuid($1, $2)");
            command.Parameters.Add(new() { Value = BitConverter.ToInt64(bytes, 0) });
            command.Parameters.Add(new() { Value = BitConverter.ToInt64(bytes, 8) });
            Assert.Equal(id, await command.ExecuteScalarAsync());
        }
    }

    /// <summary>Until it waits for another transaction, or has not waited and is done.</summary>
    private async Task UntilItWaitsAsync(Task adding)
    {
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!adding.IsCompleted && await connection.ExecuteScalarAsync<long>(Waiting) == 0)
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
