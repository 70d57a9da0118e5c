using Microsoft.Extensions.Options;
using Products.Grains.Changes;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Reads;
using Products.Grains.Users;

namespace Products.Grains.Products;

/// <summary>Orders the changes of one product, stores them, and serves the last committed state from memory.</summary>
internal sealed class ProductGrain(
    [PersistentState("product")] IPersistentState<ProductState> state,
    IImageJobQueue jobs,
    IUploadReservations reservations,
    KnownUsers users,
    IOptions<ProductLimits> limits,
    ISiloAuthority authority,
    SessionKeeper sessions,
    Holdings holdings,
    ChangeAnnouncer changes,
    TimeProvider time) : Grain, IProductGrain
{
    private readonly long _began = time.GetTimestamp();
    private readonly ImageWaiters _waiters = new();
    private CommittedProduct? _committed;

    private DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (FreshProductId.IsThatOf(this.GetGrainId()))
        {
            return;
        }

        var isStale = await authority.TakeOverAsync(GrainContext.Address.MembershipVersion, _began, cancellationToken);
        if (isStale || (state.RecordExists && state.State is null)) // or it was handed over, at rest
        {
            await state.ReadStateAsync(cancellationToken);
        }

        if (state.RecordExists)
        {
            Show(state.State!);
        }
    }

    /// <summary>Whoever is activated next knows nothing of those who hold what this one gave.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        holdings.RevokeAsync(this.GetPrimaryKey());

    public async Task<ProductChange> CreateAsync(CreateProduct request) => ChangeFigures.Count("create", await CreateOnceAsync(request));

    public async Task<ProductReading?> ReadAsync(Guid holder)
    {
        await authority.AssureAsync();
        if (_committed is not { IsDeleted: false } product)
        {
            return null;
        }

        var body = product.Body();
        product.Rest();
        return new ProductReading(body, product.Revision, sessions.Silo, holdings.Give(holder));
    }

    public Task WaitForImagesAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(() => _committed is { HasPendingImages: true }, timeout, cancellationToken);

    public Task<ProductChange> EditAsync(ProductEdit edit, ChangeContext context) =>
        ChangeAsync("edit", context, product => product.Edit(edit, context.TraceParent, Now));

    public Task<ProductChange> DeleteAsync(ChangeContext context) =>
        ChangeAsync("delete", context, product => product.Delete(Now));

    public async Task<UploadTicket> PrepareUploadAsync(ChangeContext context)
    {
        var imageId = Guid.CreateVersion7();
        var image = new NewImage { Id = imageId, SourceUrl = ImageSource.OfUpload(imageId) };
        var decision = Decide(context, product => product.AddImages([image], null, limits.Value.MaxImages, Now));
        if (decision.Next is null)
        {
            await authority.AssureAsync();
            return new UploadTicket(decision.Status, Revision: _committed?.Revision ?? 0);
        }

        await reservations.ReserveAsync(this.GetPrimaryKey(), imageId);
        return new UploadTicket(ChangeStatus.Done, imageId);
    }

    public Task<ProductChange> AddImagesAsync(IReadOnlyList<NewImage> images, ChangeContext context) =>
        ChangeAsync("add_images", context, product => product.AddImages(images, context.TraceParent, limits.Value.MaxImages, Now));

    public Task<ProductChange> DescribeImageAsync(Guid imageId, string? altText, ChangeContext context) =>
        ChangeAsync("describe_image", context, product => product.DescribeImage(imageId, altText, Now));

    public Task<ProductChange> RemoveImageAsync(Guid imageId, ChangeContext context) =>
        ChangeAsync("remove_image", context, product => product.RemoveImage(imageId, Now));

    public Task<ProductChange> OrderImagesAsync(IReadOnlyList<Guid> imageIds, ChangeContext context) =>
        ChangeAsync("order_images", context, product => product.OrderImages(imageIds, Now));

    public Task<ProductChange> RetryImageAsync(Guid imageId, ChangeContext context) =>
        ChangeAsync("retry_image", context, product => product.RetryImage(imageId, context.TraceParent, Now));

    public async Task<bool> WantsImageAsync(Guid imageId, int generation)
    {
        await authority.AssureAsync();
        return _committed?.State.Judge(imageId, generation) == RecordOutcome.Recorded;
    }

    public async Task<RecordOutcome> RecordImageAsync(Guid imageId, int generation, ImageResult result)
    {
        var product = _committed?.State;
        var outcome = product?.Judge(imageId, generation) ?? RecordOutcome.Gone;
        await (outcome == RecordOutcome.Recorded
            ? CommitAsync(product!.RecordImage(imageId, result, Now))
            : authority.AssureAsync().AsTask());
        ChangeFigures.CountResult(outcome, result);
        return outcome;
    }

    private async Task<ProductChange> CreateOnceAsync(CreateProduct request)
    {
        if (_committed is not null)
        {
            await authority.AssureAsync();
            return AnswerAgain(request, _committed.State);
        }

        if (!await users.ExistsAsync(request.UserId))
        {
            return new ProductChange(ChangeStatus.UnknownUser);
        }

        return await CommitAsync(ProductState.Create(this.GetPrimaryKey(), request, Now));
    }

    /// <summary>A repeated request gets its first answer, rebuilt; another request with the same key is refused.</summary>
    private static ProductChange AnswerAgain(CreateProduct request, ProductState existing)
    {
        if (ProductState.FingerprintOf(request) != existing.Fingerprint)
        {
            return new ProductChange(ChangeStatus.KeyReused);
        }

        var first = ProductState.Create(existing.Id, request, existing.CreatedAt).ToProduct();
        return new ProductChange(ChangeStatus.Replayed, ProductJson.Write(first), first.Revision);
    }

    private async Task<ProductChange> ChangeAsync(string kind, ChangeContext context, Func<ProductState, ProductDecision> rule) =>
        ChangeFigures.Count(kind, await ChangeAsync(context, rule));

    private async Task<ProductChange> ChangeAsync(ChangeContext context, Func<ProductState, ProductDecision> rule)
    {
        var decision = Decide(context, rule);
        if (decision.Next is { } next && !ReferenceEquals(next, _committed!.State))
        {
            return await CommitAsync(next);
        }

        await authority.AssureAsync();
        return new ProductChange(decision.Status, decision.Next is null ? null : _committed!.Body(), _committed?.Revision ?? 0);
    }

    private ProductDecision Decide(ChangeContext context, Func<ProductState, ProductDecision> rule) => _committed?.State switch
    {
        null or { IsDeleted: true } => ChangeStatus.NotFound,
        var product when !context.Allows(product.UserId) => ChangeStatus.NotOwner, // before the revision, which is the owner's affair
        var product when !context.Accepts(product.Revision) => ChangeStatus.Stale,
        var product when context.Excludes(product.Revision) => ChangeStatus.Excluded,
        var product => rule(product),
    };

    /// <summary>Stores the next state, and only then shows it. After a failed write the activation ends: storage knows what holds.</summary>
    private async Task<ProductChange> CommitAsync(ProductState next)
    {
        await authority.AssureAsync(); // a silo that was replaced in its sleep must not store what its successor would not hear of
        try
        {
            await StoreAsync(next);
        }
        catch
        {
            state.State = null!; // nor hand it over
            DeactivateOnIdle();
            _waiters.End();
            throw;
        }

        var known = _committed?.State.PendingJobs().ToHashSet() ?? [];
        var shown = Show(next);
        holdings.Reopen();
        changes.Announce(next.Id, next.UserId);
        jobs.Announce([.. next.PendingJobs().Where(job => !known.Contains(job))]);
        return new ProductChange(ChangeStatus.Done, next.IsDeleted ? null : shown.Body(), next.Revision);
    }

    /// <summary>Returns once the state is stored, nobody serves the one before it, and no other silo can.</summary>
    private async Task StoreAsync(ProductState next)
    {
        state.State = next;
        var stored = state.WriteStateAsync(); // no read comes in between
        await Task.WhenAll(stored, holdings.RevokeAsync(this.GetPrimaryKey()));
        await authority.AssureAsync();
    }

    private CommittedProduct Show(ProductState committed)
    {
        _committed = new CommittedProduct(committed);
        state.State = null!; // what is shown is all that stays in memory
        _waiters.Wake();
        return _committed;
    }
}
