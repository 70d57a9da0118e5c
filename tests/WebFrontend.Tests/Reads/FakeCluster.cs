using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>Stands in for a cluster of one silo: products that answer when the test says so, and sessions.</summary>
public class FakeCluster : DispatchProxy
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public IGrainFactory Factory { get; private set; } = null!;

    public SiloAddress Address { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 1);

    /// <summary>The reads of products, in order; each waits for its answer.</summary>
    public ConcurrentQueue<TaskCompletionSource<ProductReading?>> Asked { get; } = [];

    /// <summary>When set, answers each read at once.</summary>
    public Func<Guid, ProductReading?>? Answers { get; set; }

    /// <summary>What is asked for a session; fails unless told.</summary>
    public Func<Task<SessionGrant>> Renewal { get; set; } = () => throw new TimeoutException();

    /// <summary>The sessions that the front end has ended.</summary>
    public ConcurrentQueue<long> Ended { get; } = [];

    public static FakeCluster Create()
    {
        var factory = Create<IGrainFactory, FakeCluster>();
        var silo = (FakeCluster)(object)factory;
        silo.Factory = factory;
        return silo;
    }

    public void Grant(long session) => Renewal = () => Task.FromResult(new SessionGrant(session, Lease));

    public ProductReading Reading(long revision, long session) => new("{}"u8.ToArray(), revision, Address, session);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.ReturnType switch
    {
        var product when product == typeof(IProductGrain) => FakeGrain.Of<IProductGrain>((_, _) => ReadAsync((Guid)args![0]!)),
        var session when session == typeof(ISessionGrain) => FakeGrain.Of<ISessionGrain>(AnswerSession),
        var reference when reference == typeof(IReadHolder) => args![0],
        _ => throw new NotSupportedException(targetMethod.ToString()),
    };

    private Task<ProductReading?> ReadAsync(Guid product)
    {
        var call = new TaskCompletionSource<ProductReading?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Asked.Enqueue(call);
        if (Answers is { } answers)
        {
            call.SetResult(answers(product));
        }

        return call.Task;
    }

    private object AnswerSession(MethodInfo method, object?[] args)
    {
        if (method.Name == nameof(ISessionGrain.RenewAsync))
        {
            return Renewal();
        }

        Ended.Enqueue((long)args[1]!);
        return Task.CompletedTask;
    }
}

/// <summary>A grain of which each call is answered by a function.</summary>
public class FakeGrain : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = null!;

    public static T Of<T>(Func<MethodInfo, object?[], object?> answer) where T : class
    {
        var grain = Create<T, FakeGrain>();
        ((FakeGrain)(object)grain)._answer = answer;
        return grain;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args!);
}
