using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Products;

/// <summary>200 with a product, in the JSON that its grain has written.</summary>
internal sealed class ProductOk(byte[] body) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => ProductBody.WriteAsync(httpContext, body);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Product), [ProductBody.MediaType]));
}

/// <summary>201 with the new product.</summary>
internal sealed class ProductCreated(string location, byte[] body) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        httpContext.Response.Headers.Location = location;
        return ProductBody.WriteAsync(httpContext, body);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(Product), [ProductBody.MediaType]));
}
