using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Reads;

/// <summary>The short way for <c>GET /products/{id}</c>: before routing, logging and all else that costs more than the answer.</summary>
/// <remarks>
/// Whatever is not plain goes the long way: another form of the path, a query, a condition that does not hold, a token that was not seen before,
/// a product that is not there, a failure. So does one read in <see cref="ApiOptions.LogOneReadIn"/>, to be logged.
/// </remarks>
internal sealed class FastReads(
    RequestDelegate next, ProductReads reads, KnownTokens tokens, AccessSwitch access, IOptions<ApiOptions> options, ClusterState? cluster = null)
{
    private const string Folder = "/products/";
    private const int IdLength = 36;

    private readonly int _logOneIn = options.Value.LogOneReadIn;

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPlain(context.Request, out var id) || Random.Shared.Next(_logOneIn) == 0)
        {
            return next(context);
        }

        return reads.TryGet(id, out var product) ? AnswerAsync(context, product)
            : cluster is { IsStarted: false } ? next(context)
            : AskAsync(context, id);
    }

    private bool IsPlain(HttpRequest request, out Guid id)
    {
        id = default;
        return HttpMethods.IsGet(request.Method)
            && request.Path.Value is { Length: 46 } path
            && path.StartsWith(Folder, StringComparison.Ordinal)
            && Guid.TryParseExact(path.AsSpan(Folder.Length, IdLength), "D", out id)
            && !request.QueryString.HasValue
            && (!access.IsOn || tokens.Contains(request.Headers.Authorization));
    }

    private async Task AskAsync(HttpContext context, Guid id)
    {
        KeptProduct? product = null;
        try
        {
            product = await reads.ReadAsync(id);
        }
        catch (Exception failure)
        {
            context.Features.Set(new FailedRead(failure));
        }

        await (product is null ? next(context) : AnswerAsync(context, product));
    }

    private Task AnswerAsync(HttpContext context, KeptProduct product)
    {
        var condition = context.Request.Headers.IfNoneMatch;
        if (condition.Count > 0 && condition != product.ETag)
        {
            return next(context);
        }

        SecurityHeaders.Set(context);
        context.Response.Headers.ETag = product.ETag;
        if (condition.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return ProductBody.WriteAsync(context, product.Body);
    }
}
