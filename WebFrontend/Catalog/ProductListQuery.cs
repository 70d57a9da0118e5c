using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Images;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Catalog;

/// <summary>The query string of the product list.</summary>
internal sealed record ProductListQuery(ProductQuery Value) : IBindableFromHttpContext<ProductListQuery>, IEndpointParameterMetadataProvider
{
    private const int LongestText = 1000;

    private static readonly Dictionary<string, ImagesStatus> Statuses = new()
    {
        ["none"] = ImagesStatus.None,
        ["pending"] = ImagesStatus.Pending,
        ["ready"] = ImagesStatus.Ready,
        ["failed"] = ImagesStatus.Failed,
    };

    private static readonly Dictionary<string, (ProductSort By, bool Descending)> Sorts = new()
    {
        ["created_at"] = (ProductSort.CreatedAt, false),
        ["-created_at"] = (ProductSort.CreatedAt, true),
        ["product_price"] = (ProductSort.ProductPrice, false),
        ["-product_price"] = (ProductSort.ProductPrice, true),
        ["product_name"] = (ProductSort.ProductName, false),
        ["-product_name"] = (ProductSort.ProductName, true),
    };

    public static ValueTask<ProductListQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ProductListQuery?>(new(Read(new QueryFields(context.Request.Query))));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ApiParameter[] parameters =
        [
            ApiParameter.Query("user_id", "Only products of this owner.", ApiSchema.Uuid),
            ApiParameter.Query("min_price", "Inclusive.", ApiSchema.Price),
            ApiParameter.Query("max_price", "Inclusive.", ApiSchema.Price),
            ApiParameter.Query("product_name", "Found anywhere in the name, in any case and any Unicode form.", ApiSchema.Text),
            ApiParameter.Choice("image_status", "Only products whose images are that far.", nameof(ImagesStatus), Statuses.Keys),
            ApiParameter.Choice("sort", "The order; `-` is descending. The default is `-created_at`.", nameof(ProductSort), Sorts.Keys),
            .. PageSize.Parameters,
        ];
        Array.ForEach(parameters, builder.Metadata.Add);
    }

    private static ProductQuery Read(QueryFields fields)
    {
        var (sort, descending) = fields.OneOf("sort", Sorts) ?? Sorts["-created_at"];
        var query = new ProductQuery
        {
            UserId = fields.Id("user_id"),
            MinPrice = fields.Price("min_price"),
            MaxPrice = fields.Price("max_price"),
            ProductName = fields.Text("product_name", LongestText),
            ImageStatus = fields.OneOf("image_status", Statuses),
            Sort = sort,
            Descending = descending,
            Limit = fields.Integer(PageSize.Name, 1, PageSize.Max) ?? PageSize.Default,
        };
        query = query with { After = ReadCursor(fields, query) };

        if (query.MinPrice > query.MaxPrice)
        {
            fields.Errors.Add("min_price", "must not be above max_price");
        }

        fields.Done();
        return query;
    }

    private static ProductCursor? ReadCursor(QueryFields fields, ProductQuery query)
    {
        const int longest = 8192;
        var text = fields.Text(NextLink.Cursor, longest);
        var cursor = text is null ? null : CursorText.Read(text, query);
        if (text is not null && cursor is null)
        {
            fields.Errors.Add(NextLink.Cursor, "must be the next_cursor of a page in the same order and with the same filters");
        }

        return cursor;
    }
}
