using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Products.WebFrontend;

namespace Products.ClientGenerator;

/// <summary>The API document as a front end serves it at <c>/openapi/v1.json</c>.</summary>
internal static class ServedDocument
{
    /// <summary>With all that can be switched on: the document then names every problem that a client may meet.</summary>
    private static readonly string[] Settings =
    [
        "--Access:SigningKey=of a front end that is built and never starts", "--Api:RequestsPerMinute=1000",
    ];

    public static async Task<string> ReadAsync()
    {
        await using var app = FrontendHost.Build(Settings);
        app.UseEndpoints(_ => { }); // else the start does it: from here on the routes are known to those who describe them
        var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
        var document = await provider.GetOpenApiDocumentAsync();
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
    }
}
