using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Products.Grains.Interfaces.Changes;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Changes;

/// <summary>The query string of the change feed.</summary>
internal sealed record ChangesQuery(ChangeQuery Value) : IBindableFromHttpContext<ChangesQuery>, IEndpointParameterMetadataProvider
{
    private const int MaxLimit = 1000;
    private const int DefaultLimit = 100;

    public static ValueTask<ChangesQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var fields = new QueryFields(context.Request.Query);
        var query = new ChangeQuery { After = fields.Long("after") ?? 0, Limit = fields.Integer("limit", 1, MaxLimit) ?? DefaultLimit };
        fields.Done();
        return ValueTask.FromResult<ChangesQuery?>(new(query));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ApiParameter.Query("after", "The `next_after` of the page before; 0 for the first.", ApiSchema.Long));
        builder.Metadata.Add(ApiParameter.Query("limit", "How many changes.", ApiSchema.Integer(1, MaxLimit, DefaultLimit)));
    }
}
