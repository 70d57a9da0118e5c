using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Changes;

/// <summary>Whose products somebody listens to.</summary>
internal sealed record OwnerQuery(Guid UserId) : IBindableFromHttpContext<OwnerQuery>, IEndpointParameterMetadataProvider
{
    private const string Name = "user_id";

    public static ValueTask<OwnerQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var fields = new QueryFields(context.Request.Query);
        var user = fields.Id(Name);
        if (user is null && !fields.Errors.Any)
        {
            fields.Errors.Add(Name, "must be given");
        }

        fields.Done();
        return ValueTask.FromResult<OwnerQuery?>(new(user!.Value));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiParameter.Query(Name, "The owner.", ApiSchema.Uuid) with { IsRequired = true });
}
