using System.Diagnostics;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;
using Products.Hosting.ImageStore;

namespace Products.Standalone.Sample;

/// <summary>Fills the catalogue with a dozen products, once the host has started, when it is told to: with <c>--sample</c>.</summary>
/// <remarks>All ids are derived from names, so what is there already is found again, and nothing is added twice.</remarks>
internal sealed partial class SampleCatalogue(
    IGrainFactory grains, IImageStore store, IHostApplicationLifetime application, IOptions<StandaloneOptions> options, ILogger<SampleCatalogue> logger)
    : BackgroundService
{
    private const string Switch = "--sample";
    private const string Owner = "Sample shop";

    /// <summary>The bare switch, as the setting that it stands for.</summary>
    public static string[] ExpandSwitch(string[] args) =>
        [.. args.Select(word => word == Switch ? $"--{StandaloneOptions.Section}:{nameof(StandaloneOptions.Sample)}=true" : word)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Sample)
        {
            return;
        }

        await StartedAsync(stoppingToken);
        var started = Stopwatch.GetTimestamp();
        var owner = UserId.FromToken(nameof(SampleCatalogue), Owner);
        await grains.GetGrain<IUserGrain>(owner).CreateAsync(Owner);
        var added = 0;
        foreach (var product in SampleProduct.All)
        {
            stoppingToken.ThrowIfCancellationRequested();
            added += await AddAsync(owner, product, stoppingToken) ? 1 : 0;
        }

        LogFilled(added, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = application.ApplicationStarted.UnsafeRegister(_ => started.TrySetResult(), null);
        await started.Task.WaitAsync(stoppingToken);
    }

    /// <returns>False when it has been there before, whatever has become of it since.</returns>
    private async Task<bool> AddAsync(Guid owner, SampleProduct sample, CancellationToken cancellationToken)
    {
        var id = ProductId.FromIdempotencyKey(owner, sample.Name);
        var product = grains.GetGrain<IProductGrain>(id);
        var created = await product.CreateAsync(sample.ToCommand(owner));
        var isNew = created.Status == ChangeStatus.Done;
        if (isNew || (created.Status == ChangeStatus.Replayed && await IsUntouchedAsync(product)))
        {
            await AddImagesAsync(id, product, sample, cancellationToken);
        }

        return isNew;
    }

    /// <summary>The process ended between creating it and giving it its pictures.</summary>
    private static async Task<bool> IsUntouchedAsync(IProductGrain product) => await product.ReadAsync(Guid.Empty) is { Revision: 1 };

    /// <summary>As an upload: the files first, then the images that refer to them.</summary>
    private async Task AddImagesAsync(Guid id, IProductGrain product, SampleProduct sample, CancellationToken cancellationToken)
    {
        var images = new List<NewImage>();
        foreach (var (picture, altText) in sample.Pictures)
        {
            var ticket = await product.PrepareUploadAsync(ChangeContext.Unconditional);
            using var jpeg = new MemoryStream(await Task.Run(picture.ToJpeg, cancellationToken), writable: false);
            await store.PutAsync(ImageKey.Upload(id, ticket.ImageId), jpeg, "application/octet-stream", cancellationToken);
            images.Add(new NewImage { Id = ticket.ImageId, SourceUrl = ImageSource.OfUpload(ticket.ImageId), AltText = altText });
        }

        await product.AddImagesAsync(images, ChangeContext.Unconditional);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sample is there: {Added} products added in {DurationS:0.0} s")]
    private partial void LogFilled(int added, double durationS);
}
