using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;

namespace Products.Grains.Products;

/// <summary>Orders the changes of one product, stores them, and serves the last committed state from memory.</summary>
internal sealed class ProductGrain(
    [PersistentState("product")] IPersistentState<ProductState> state,
    IImageJobQueue jobs,
    IUploadReservations reservations,
    IOptions<ProductLimits> limits,
    TimeProvider time) : Grain, IProductGrain
{
    private ProductState? _committed;
    private Product? _view;
    private TaskCompletionSource _changed = NewSignal();
    private bool _ending;

    private DateTimeOffset Now => time.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists)
        {
            Show(state.State);
        }

        return Task.CompletedTask;
    }

    public async Task<ProductChange> CreateAsync(CreateProduct request)
    {
        if (_committed is not null)
        {
            return AnswerAgain(request, _committed);
        }

        if (!await GrainFactory.GetGrain<IUserGrain>(request.UserId).ExistsAsync())
        {
            return new ProductChange(ChangeStatus.UnknownUser);
        }

        return await CommitAsync(ProductState.Create(this.GetPrimaryKey(), request, Now));
    }

    public Task<Product?> GetAsync() => Task.FromResult(_view);

    public async Task<Product?> WaitForImagesAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (_view is { ImageStatus: ImagesStatus.Pending } && !_ending && !limit.IsCancellationRequested)
        {
            await _changed.Task.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return _view;
    }

    public Task<ProductChange> EditAsync(ProductEdit edit, ChangeContext context) =>
        ChangeAsync(context, product => product.Edit(edit, context.TraceParent, Now));

    public Task<ProductChange> DeleteAsync(ChangeContext context) =>
        ChangeAsync(context, product => product.Delete(Now));

    public async Task<UploadTicket> PrepareUploadAsync(ChangeContext context)
    {
        var imageId = Guid.CreateVersion7();
        var image = new NewImage { Id = imageId, SourceUrl = ImageSource.OfUpload(imageId) };
        var decision = Decide(context, product => product.AddImages([image], null, limits.Value.MaxImages, Now));
        if (decision.Next is null)
        {
            return new UploadTicket(decision.Status, Revision: _committed?.Revision ?? 0);
        }

        await reservations.ReserveAsync(this.GetPrimaryKey(), imageId);
        return new UploadTicket(ChangeStatus.Done, imageId);
    }

    public Task<ProductChange> AddImagesAsync(IReadOnlyList<NewImage> images, ChangeContext context) =>
        ChangeAsync(context, product => product.AddImages(images, context.TraceParent, limits.Value.MaxImages, Now));

    public Task<ProductChange> DescribeImageAsync(Guid imageId, string? altText, ChangeContext context) =>
        ChangeAsync(context, product => product.DescribeImage(imageId, altText, Now));

    public Task<ProductChange> RemoveImageAsync(Guid imageId, ChangeContext context) =>
        ChangeAsync(context, product => product.RemoveImage(imageId, Now));

    public Task<ProductChange> OrderImagesAsync(IReadOnlyList<Guid> imageIds, ChangeContext context) =>
        ChangeAsync(context, product => product.OrderImages(imageIds, Now));

    public Task<ProductChange> RetryImageAsync(Guid imageId, ChangeContext context) =>
        ChangeAsync(context, product => product.RetryImage(imageId, context.TraceParent, Now));

    public Task<bool> WantsImageAsync(Guid imageId, int generation) =>
        Task.FromResult(_committed?.Judge(imageId, generation) == RecordOutcome.Recorded);

    public async Task<RecordOutcome> RecordImageAsync(Guid imageId, int generation, ImageResult result)
    {
        var outcome = _committed?.Judge(imageId, generation) ?? RecordOutcome.Gone;
        if (outcome == RecordOutcome.Recorded)
        {
            await CommitAsync(_committed!.RecordImage(imageId, result, Now));
        }

        return outcome;
    }

    /// <summary>A repeated request gets its first answer, rebuilt; another request with the same key is refused.</summary>
    private static ProductChange AnswerAgain(CreateProduct request, ProductState existing)
    {
        if (ProductState.FingerprintOf(request) != existing.Fingerprint)
        {
            return new ProductChange(ChangeStatus.KeyReused);
        }

        var first = ProductState.Create(existing.Id, request, existing.CreatedAt).ToProduct();
        return new ProductChange(ChangeStatus.Replayed, first, first.Revision);
    }

    private async Task<ProductChange> ChangeAsync(ChangeContext context, Func<ProductState, ProductDecision> rule)
    {
        var decision = Decide(context, rule);
        return decision.Next is { } next
            ? await CommitAsync(next)
            : new ProductChange(decision.Status, Revision: _committed?.Revision ?? 0);
    }

    private ProductDecision Decide(ChangeContext context, Func<ProductState, ProductDecision> rule) => _committed switch
    {
        null or { IsDeleted: true } => ChangeStatus.NotFound,
        var product when !context.Allows(product.UserId) => ChangeStatus.NotOwner, // before the revision, which is the owner's affair
        var product when !context.Accepts(product.Revision) => ChangeStatus.Stale,
        var product => rule(product),
    };

    /// <summary>Stores the next state, and only then shows it. After a failed write the activation ends: storage knows what holds.</summary>
    private async Task<ProductChange> CommitAsync(ProductState next)
    {
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            End();
            throw;
        }

        var known = _committed?.PendingJobs().ToHashSet() ?? [];
        Show(next);
        jobs.Announce([.. next.PendingJobs().Where(job => !known.Contains(job))]);
        return new ProductChange(ChangeStatus.Done, _view ?? next.ToProduct(), next.Revision);
    }

    private void Show(ProductState committed)
    {
        _committed = committed;
        _view = committed.IsDeleted ? null : committed.ToProduct();
        WakeWaiters();
    }

    /// <summary>Deactivates; those who wait here would hold that up, and all other callers with it.</summary>
    private void End()
    {
        _ending = true;
        DeactivateOnIdle();
        WakeWaiters();
    }

    private void WakeWaiters()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
