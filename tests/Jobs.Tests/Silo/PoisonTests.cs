using System.Text;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Products.Jobs.Tests.Hosts;
using Products.Silo.Jobs;
using Products.Silo.Storage;
using RabbitMQ.Client;

namespace Products.Jobs.Tests.Silo;

/// <summary>Messages that are no image jobs end in <c>dead_letters</c>, byte for byte, once each.</summary>
public sealed class PoisonTests(SharedBroker broker, SiloPostgres postgres) : IAsyncLifetime
{
    private const string Job = """{"version":1,"product_id":"0198c0de-0000-7000-8000-000000000001","image_id":"0198c0de-0000-7000-8000-000000000002","generation":1,"source":"x"}""";

    private readonly JobQueues _queues = new(broker.Server);
    private readonly FakeLetters _letters = new();
    private NpgsqlDataSource _database = null!;
    private DeadLetterConsumer _consumer = null!;

    private DeadLetterStore Store => new(new Database(_database, NullLogger<Database>.Instance));

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _consumer = new DeadLetterConsumer(
            _queues.Broker(), _queues.Topology, FakeGrains.With(_letters), new UnreadableLetters(Store), TimeProvider.System, NullLogger<DeadLetterConsumer>.Instance);
        await _consumer.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _consumer.StopAsync(CancellationToken.None);
        _consumer.Dispose();
        await _queues.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_poisonous_message_is_kept_once_and_the_jobs_among_them_are_handed_out()
    {
        byte[][] poison =
        [
            [],
            "null"u8.ToArray(),
            "no json"u8.ToArray(),
            "{\"version\":1}"u8.ToArray(),
            Encoding.UTF8.GetBytes(Job.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Job.Replace("\"x\"", "null", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Job.Replace("\"x\"", "\"\\u0000\"", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Job.Replace("\"x\"", "\"\\ud800\"", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(new string('[', 10_000)),
            [0, 255, 254, 0, 128],
            Encoding.UTF8.GetBytes("text\0with a NUL"),
            new byte[1 << 20],
        ];
        var session = await _queues.SessionAsync();
        foreach (var body in poison)
        {
            await session.PublishAsync(exchange: "", _queues.Topology.Work, new BasicProperties { Persistent = true }, body);
        }

        await session.PublishAsync(exchange: "", _queues.Topology.Work, new BasicProperties(), Encoding.UTF8.GetBytes(Job));
        await CompleteOneAsync();

        var kept = await Until.TrueAsync(KeptAsync, kept => kept.Count == poison.Length);
        Assert.Equal(poison.Select(Convert.ToHexString).Order(), kept.Select(letter => Convert.ToHexString(letter.Message)).Order());
        Assert.All(kept, letter => Assert.Equal("unreadable_message", letter.Reason));
        await EmptyAsync();
        Assert.Equal(poison.Length, (await KeptAsync()).Count);
        Assert.Empty(_letters.All);
    }

    public static TheoryData<string> BadHistories =>
    [
        "null", "[null]", "[[]]", "{}", "[{}]", "\"x\"", "", "[{\"attempt\":1,\"at\":\"2026-01-01T00:00:00Z\",\"error\":null}]",
        "[{\"attempt\":99999999999,\"at\":\"2026-01-01T00:00:00Z\",\"error\":{\"code\":\"x\",\"detail\":\"x\",\"retryable\":true}}]",
        $"[{string.Join(',', Enumerable.Repeat("{\"attempt\":1,\"at\":\"2026-01-01T00:00:00Z\",\"error\":{\"code\":\"x\",\"detail\":\"x\",\"retryable\":true}}", 1000))}]",
        new string('[', 100_000),
    ];

    [Theory]
    [MemberData(nameof(BadHistories))]
    public Task A_job_with_a_history_that_is_none_is_kept_once(string history) => KeptOnceAsync("history", history);

    [Theory]
    [InlineData("history", 1)]
    [InlineData("history", null)]
    [InlineData("reason", true)]
    [InlineData("reason", "[]")]
    [InlineData("reason", "{\"code\":null,\"detail\":\"x\",\"retryable\":true}")]
    public Task A_job_with_a_header_of_another_kind_is_kept_once(string header, object? value) => KeptOnceAsync(header, value);

    [Theory]
    [InlineData("attempts", -1)]
    [InlineData("attempts", "many")]
    [InlineData("traceparent", 7)]
    [InlineData("x-delivery-count", 1e300)]
    [InlineData("x-delivery-count", "many")]
    [InlineData("x-death", "soon")]
    public async Task A_header_that_nobody_reads_does_a_job_no_harm(string header, object value)
    {
        await PublishAsync(exchange: "", _queues.Topology.Work, Encoding.UTF8.GetBytes(Job), new() { [header] = value });

        await CompleteOneAsync();

        await EmptyAsync();
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task A_message_that_died_at_no_time_that_there_is_is_kept()
    {
        var death = new Dictionary<string, object?> { ["reason"] = 1, ["time"] = new AmqpTimestamp(long.MaxValue) };

        await PublishAsync(_queues.Topology.Dead, key: "", "poison"u8.ToArray(), new() { ["x-death"] = new List<object?> { death } });

        await Until.TrueAsync(KeptAsync, kept => kept.Count == 1);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_is_kept_once()
    {
        var session = await _queues.SessionAsync();
        for (var time = 0; time < 3; time++)
        {
            await session.PublishAsync(_queues.Topology.Dead, key: "", new BasicProperties { MessageId = "one" }, "poison"u8.ToArray());
        }

        await session.PublishAsync(_queues.Topology.Dead, key: "", new BasicProperties { MessageId = "two" }, "poison"u8.ToArray());
        await Until.TrueAsync(KeptAsync, kept => kept.Count >= 2);
        await EmptyAsync();

        Assert.Equal(2, (await KeptAsync()).Count);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_read_is_listed_with_the_beginning_of_its_text()
    {
        var session = await _queues.SessionAsync();
        await session.PublishAsync(_queues.Topology.Dead, key: "", new BasicProperties(), Encoding.UTF8.GetBytes(new string('ä', 5000)));
        await Until.TrueAsync(KeptAsync, kept => kept.Count == 1);
        await session.PublishAsync(_queues.Topology.Dead, key: "", new BasicProperties(), new byte[] { 0xff, 0x00 });
        await Until.TrueAsync(KeptAsync, kept => kept.Count == 2);

        var letters = await Store.ListAsync(before: null, limit: 10, CancellationToken.None);

        Assert.All(letters, letter => Assert.Null(letter.Message));
        Assert.Equal((2, "/wA="), (letters[0].Unreadable!.Bytes, letters[0].Unreadable!.Text));
        Assert.Equal((10_000, new string('ä', 4096)), (letters[1].Unreadable!.Bytes, letters[1].Unreadable!.Text));
        Assert.Equal(letters[1].Unreadable, (await Store.FindAsync(letters[1].Id))!.Unreadable);
    }

    [Fact]
    public async Task Of_a_message_larger_than_the_client_takes_by_default_the_beginning_is_kept_once()
    {
        _queues.PublishTimeout = TimeSpan.FromMinutes(1);
        var body = Enumerable.Repeat((byte)'a', 100_000_000).ToArray();
        await PublishAsync(exchange: "", _queues.Topology.Work, body, []);
        await PublishAsync(exchange: "", _queues.Topology.Work, Encoding.UTF8.GetBytes(Job), []);

        await CompleteOneAsync();

        await Until.TrueAsync(KeptAsync, kept => kept.Count == 1, seconds: 60);
        await EmptyAsync();
        var letter = Assert.Single(await Store.ListAsync(before: null, limit: 10, CancellationToken.None));
        Assert.Equal((100_000_000, new string('a', 4096)), (letter.Unreadable!.Bytes, letter.Unreadable.Text));
        Assert.Contains("first 1048576 bytes", letter.Reason.Detail, StringComparison.Ordinal);
        Assert.Equal(body[..UnreadableLetters.MostBytes], Assert.Single(await KeptAsync()).Message);
    }

    [Fact]
    public async Task Two_large_messages_that_differ_at_their_end_only_are_both_kept()
    {
        await PublishAsync(_queues.Topology.Dead, key: "", [.. new byte[2 << 20], 1], []);
        await PublishAsync(_queues.Topology.Dead, key: "", [.. new byte[2 << 20], 2], []);

        await Until.TrueAsync(KeptAsync, kept => kept.Count == 2);
    }

    /// <summary>And does not trouble the job behind it.</summary>
    private async Task KeptOnceAsync(string header, object? value)
    {
        await PublishAsync(exchange: "", _queues.Topology.Work, Encoding.UTF8.GetBytes(Job), new() { [header] = value });
        await PublishAsync(exchange: "", _queues.Topology.Work, Encoding.UTF8.GetBytes(Job), []);

        await CompleteOneAsync();

        await Until.TrueAsync(KeptAsync, kept => kept.Count == 1, seconds: 10);
        await EmptyAsync();
        Assert.Equal(Job, Encoding.UTF8.GetString(Assert.Single(await KeptAsync()).Message));
        Assert.Empty(_letters.All);
    }

    private async Task PublishAsync(string exchange, string key, byte[] body, Dictionary<string, object?> headers) =>
        await (await _queues.SessionAsync()).PublishAsync(exchange, key, new BasicProperties { Persistent = true, Headers = headers }, body);

    private async Task CompleteOneAsync()
    {
        await using var worker = _queues.Worker(prefetch: 2);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var jobs = worker.ReceiveAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await jobs.MoveNextAsync());
        await jobs.Current.CompleteAsync();
    }

    private async Task<List<Kept>> KeptAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
        return (await connection.QueryAsync<Kept>("SELECT reason, message FROM dead_letters")).AsList();
    }

    private Task EmptyAsync() => Until.TrueAsync(
        async () => await _queues.CountAsync(_queues.Topology.Work) + await _queues.CountAsync(_queues.Topology.Dead), waiting => waiting == 0);

    private sealed record Kept(string Reason, byte[] Message);
}
