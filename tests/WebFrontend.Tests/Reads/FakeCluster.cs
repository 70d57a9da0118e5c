using System.Net;
using System.Reflection;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Tests.Reads;

/// <summary>A silo with one product, whose answers the test gives.</summary>
public class FakeCluster : DispatchProxy
{
    public const long Session = 7;

    public static readonly SiloAddress Silo = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 5);

    private IProductGrain _product = null!;
    private ISessionGrain _session = null!;

    /// <summary>What the grain answers to each read.</summary>
    public Func<Task<ProductReading?>> Read { get; set; } = () => Task.FromResult<ProductReading?>(null);

    /// <summary>What the silo answers to each renewal.</summary>
    public Func<long, SessionGrant> Renew { get; set; } = _ => new SessionGrant(Session, TimeSpan.FromSeconds(2));

    public int Reads { get; private set; }

    public List<long> Ended { get; } = [];

    public IGrainFactory Factory => (IGrainFactory)(object)this;

    public static FakeCluster Create()
    {
        var cluster = (FakeCluster)(object)Create<IGrainFactory, FakeCluster>();
        cluster._product = Grain<IProductGrain>(cluster);
        cluster._session = Grain<ISessionGrain>(cluster);
        return cluster;
    }

    public static ProductReading Reading(long revision, long session = Session) => new([(byte)revision], revision, Silo, session);

    internal object? Call(string method, object?[] args)
    {
        switch (method)
        {
            case nameof(IProductGrain.ReadAsync):
                Reads++;
                return Read();
            case nameof(ISessionGrain.RenewAsync):
                return Task.FromResult(Renew((long)args[2]!));
            case nameof(ISessionGrain.EndAsync):
                Ended.Add((long)args[1]!);
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(method);
        }
    }

    /// <summary>A factory hands out grains, and references to observers.</summary>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGrainFactory.CreateObjectReference) => args![0],
        _ when targetMethod.ReturnType == typeof(ISessionGrain) => _session,
        _ => _product,
    };

    private static T Grain<T>(FakeCluster cluster) where T : class
    {
        var grain = Create<T, FakeGrain>();
        ((FakeGrain)(object)grain).Cluster = cluster;
        return grain;
    }
}

public class FakeGrain : DispatchProxy
{
    public FakeCluster Cluster { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Cluster.Call(targetMethod!.Name, args!);
}
