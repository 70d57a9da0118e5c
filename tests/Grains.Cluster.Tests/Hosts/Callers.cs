using System.Collections.Concurrent;
using System.Diagnostics;
using Products.Grains.Interfaces.Products;
using Products.Servers.Histories;

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Callers that change and read a few products in a loop, and the history of their answers.</summary>
/// <remarks>Each change sets a price of its own, so that a read says which change it saw.</remarks>
internal sealed class Callers
{
    private const int PerProduct = 2;
    private const string Via = "client";

    /// <summary>So that the load leaves silos that start a processor.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<(IProductGrain Product, Register Register)> _products = [];
    private Task _loops = Task.CompletedTask;
    private int _price = 1;
    private int _done;
    private volatile bool _stopped;

    /// <summary>Why calls failed.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = [];

    private TimeSpan Now => Stopwatch.GetElapsedTime(_began);

    public static async Task<Callers> StartAsync(IGrainFactory grains, int products = 6)
    {
        var callers = new Callers();
        for (var number = 0; number < products; number++)
        {
            var invoked = callers.Now;
            var product = await grains.CreateLampAsync();
            var register = new Register(product.GetPrimaryKey());
            register.Record(Operation.Write(0, Via, 1, 1, invoked, callers.Now));
            callers._products.Add((product, register));
        }

        callers._loops = Task.WhenAll(Enumerable.Range(0, products * PerProduct).Select(callers.LoopAsync));
        return callers;
    }

    /// <summary>Returns after some more answers.</summary>
    public Task MoreAsync(int answers = 100)
    {
        var until = _done + answers;
        return Until.TrueAsync(() => Task.FromResult(_done), done => done >= until);
    }

    /// <summary>Stops the calls, and reads every product once more.</summary>
    /// <returns>What no register could have answered: a lost change, a stale read, a revision that was made twice.</returns>
    public async Task<IReadOnlyList<Violation>> StopAsync()
    {
        _stopped = true;
        await _loops;
        foreach (var (product, register) in _products)
        {
            await ReadAsync(0, product, register);
        }

        return [.. _products.SelectMany(product => RegisterChecker.Check(product.Register.History()))];
    }

    private async Task LoopAsync(int caller)
    {
        var (product, register) = _products[caller / PerProduct];
        while (!_stopped)
        {
            await ChangeAsync(caller, product, register);
            await ReadAsync(caller, product, register);
            await Task.Delay(Rest);
        }
    }

    private async Task ChangeAsync(int caller, IProductGrain product, Register register)
    {
        var price = Interlocked.Increment(ref _price);
        var invoked = Now;
        try
        {
            var change = await product.EditAsync(Lamps.Price(price), ChangeContext.Unconditional);
            Assert.Equal(ChangeStatus.Done, change.Status);
            register.Record(Operation.Write(caller, Via, change.Revision, price, invoked, Now));
            Interlocked.Increment(ref _done);
        }
        catch (Exception failure)
        {
            register.Record(Operation.Attempt(caller, Via, price, invoked));
            Failures.Enqueue(failure);
        }
    }

    private async Task ReadAsync(int caller, IProductGrain product, Register register)
    {
        var invoked = Now;
        try
        {
            var seen = (await product.ReadProductAsync())!;
            register.Record(Operation.Read(caller, Via, seen.Revision, (long)seen.ProductPrice, invoked, Now));
            Interlocked.Increment(ref _done);
        }
        catch (Exception failure)
        {
            Failures.Enqueue(failure);
        }
    }
}
