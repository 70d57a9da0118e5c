using Microsoft.Extensions.Logging.Abstractions;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Hosting.RabbitMq;
using Products.ImageWorker.Jobs;
using Products.ImageWorker.Queue;
using Products.Jobs.Tests.Hosts;
using Products.Silo.Jobs;

namespace Products.Jobs.Tests.Contract;

/// <summary>The queue of a cluster: RabbitMQ, with the silo's consumer of dead letters behind it.</summary>
public sealed class RabbitJobQueueTests(SharedBroker broker) : JobQueueContract
{
    private readonly FakeLetters _letters = new();
    private readonly List<RabbitJobSource> _workers = [];
    private JobQueues _queues = null!;
    private DeadLetterConsumer _consumer = null!;

    protected override ICollection<DeadLetter> Letters => _letters.All;

    public override async ValueTask InitializeAsync()
    {
        _queues = new JobQueues(broker.Server);
        _consumer = new DeadLetterConsumer(_queues.Broker(), _queues.Topology, FakeGrains.With(_letters), unreadable: null!, TimeProvider.System, NullLogger<DeadLetterConsumer>.Instance);
        await _consumer.StartAsync(CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        await Limit.CancelAsync();
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await _consumer.StopAsync(CancellationToken.None);
        _consumer.Dispose();
        await _queues.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task What_a_stopping_worker_has_not_begun_is_no_suspect()
    {
        await AddAsync(Job("1"), Job("2"), Job("3"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Limit.Token);
        var stopping = Worker().ReceiveAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var held = await NextAsync(stopping);
        await stop.CancelAsync();
        Assert.False(await stopping.MoveNextAsync());
        await held.AbandonAsync();

        var jobs = Jobs(Worker());
        string[] together = [(await NextAsync(jobs)).Job.Source, (await NextAsync(jobs)).Job.Source, (await NextAsync(jobs)).Job.Source];

        Assert.Equal(["1", "2", "3"], together.Order());
    }

    [Fact]
    public async Task A_message_that_was_put_off_until_the_outbox_publishes_it_again_is_let_go()
    {
        var hour = (int)(new ImageQueueOptions().RepublishAfter / JobQueues.RetryDelay);
        await _queues.AddAsync([JobMessage.Of(Job("old")) with { PutOffs = hour }, JobMessage.Of(Job("young")) with { PutOffs = hour - 1 }]);
        var jobs = Jobs(Worker());
        await (await NextAsync(jobs)).PutOffAsync(JobQueues.RetryDelay);
        await (await NextAsync(jobs)).PutOffAsync(JobQueues.RetryDelay);

        Assert.Equal("young", (await NextAsync(jobs)).Job.Source);
        await AddAsync(Job("marker"));
        Assert.Equal("marker", (await NextAsync(jobs)).Job.Source);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_kept_now_is_kept_later()
    {
        _letters.FailNext(1);
        await AddAsync(Job("1"), Job("2"));
        var jobs = Jobs(Worker());
        await (await NextAsync(jobs)).DeadLetterAsync(Error);
        await (await NextAsync(jobs)).DeadLetterAsync(Error);

        var letters = await LettersAsync(2);

        Assert.Equal(["1", "2"], letters.Select(letter => letter.Message!.Source).Order());
    }

    protected override IImageJobSource Worker()
    {
        var worker = _queues.Worker();
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Its connection ends with everything unacknowledged.</summary>
    protected override async Task VanishAsync(IImageJobSource worker)
    {
        _workers.Remove((RabbitJobSource)worker);
        await ((RabbitJobSource)worker).DisposeAsync();
    }

    protected override Task AddAsync(params ImageJob[] jobs) => _queues.AddAsync(jobs);
}
