using System.Reflection;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.ImageWorker.Tests.Jobs;

/// <summary>Stands in for a cluster with one product, of which it knows what a worker asks.</summary>
public class FakeProduct : DispatchProxy
{
    public Func<bool> Wants { get; set; } = () => true;

    public Func<RecordOutcome> Outcome { get; set; } = () => RecordOutcome.Recorded;

    public ImageResult? Recorded { get; private set; }

    public IGrainFactory Factory { get; private set; } = null!;

    private IProductGrain Grain => (IProductGrain)(object)this;

    public static FakeProduct Create()
    {
        var product = (FakeProduct)(object)Create<IProductGrain, FakeProduct>();
        product.Factory = Create<IGrainFactory, FakeFactory>();
        ((FakeFactory)(object)product.Factory).Product = product.Grain;
        return product;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IProductGrain.WantsImageAsync) => Task.FromResult(Wants()),
        nameof(IProductGrain.RecordImageAsync) => RecordAsync((ImageResult)args![2]!),
        _ => throw new NotSupportedException(targetMethod.ToString()),
    };

    private async Task<RecordOutcome> RecordAsync(ImageResult result)
    {
        await Task.Yield();
        Recorded = result;
        return Outcome();
    }
}

/// <summary>Has one grain.</summary>
public class FakeFactory : DispatchProxy
{
    public IProductGrain Product { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Product;
}
