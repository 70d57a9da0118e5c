using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>A JSON request body that was read and found valid.</summary>
/// <remarks>Malformed JSON ends the request with 400; a JSON value that is not a valid <typeparamref name="T"/> with 422.</remarks>
internal sealed record Body<T>(T Value) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody<T>
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await ReadAsync(context));

    public static async Task<T> ReadAsync(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<ProductLimits>>().Value;
        using var json = await JsonBody.ReadAsync(context, T.ContentTypes);
        var fields = new JsonFields(json.RootElement);
        var value = T.Read(fields, limits);
        fields.RefuseUnknown();

        return fields.Errors.Any
            ? throw new ProblemException(new(ProblemKind.InvalidFields) { Errors = fields.Errors })
            : value;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([.. T.ContentTypes], typeof(T)));
}

/// <summary>A request body: its properties describe it in the API document, <see cref="Read"/> checks it.</summary>
internal interface IRequestBody<TSelf>
    where TSelf : class, IRequestBody<TSelf>
{
    static virtual IReadOnlyList<string> ContentTypes => ["application/json"];

    /// <summary>Reads the fields that the body may have; what it answers is used only if no error was noted.</summary>
    static abstract TSelf Read(JsonFields fields, ProductLimits limits);
}
