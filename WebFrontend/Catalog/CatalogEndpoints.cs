using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.OpenApi;

namespace Products.WebFrontend.Catalog;

/// <summary>Listing products.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/products", ListProducts).WithTags("Products")
            .WithSummary("List products, filtered and in order, page by page").AnswersHeaders(200, "Link");

    private static async Task<Ok<ProductList>> ListProducts(ProductListQuery query, IGrainFactory grains, HttpContext context)
    {
        var page = await grains.GetGrain<ICatalogGrain>(0).ListAsync(query.Value, context.RequestAborted);
        var next = page.Next is null ? null : CursorText.Of(query.Value, page.Next);
        NextLink.Add(context, next);
        return TypedResults.Ok(new ProductList(page.Items, next));
    }
}

/// <summary>A page of products.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="NextCursor">The <c>cursor</c> of the next page; null on the last one.</param>
internal sealed record ProductList(IReadOnlyList<Product> Items, string? NextCursor);
