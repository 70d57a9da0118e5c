using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Products.WebFrontend.Access;
using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;
using Products.WebFrontend.ProductImages;

namespace Products.WebFrontend.OpenApi;

/// <summary>Adds to each operation what is read by hand, and the problems that follow from what it reads.</summary>
internal sealed class OperationDescription(AccessSwitch access, IOptions<ApiOptions> api) : IOpenApiOperationTransformer
{
    private const string ProblemSchema = nameof(ProblemDocument);

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = IdOf(context.Description.HttpMethod, metadata);
        AddParameters(operation, metadata.OfType<ApiParameter>(), context.Document!);
        AddHeaders(operation, metadata.OfType<ApiResponseHeaders>());
        DescribeUpload(operation);
        DescribeEvents(operation);

        var document = context.Document!;
        document.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemDocument), null, cancellationToken));
        if (IsGuarded(metadata))
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, document)] = [] }];
        }

        foreach (var kinds in ProblemsOf(operation, metadata).Distinct().GroupBy(kind => kind.Status))
        {
            AddProblem(operation, kinds.Key, string.Join(", or: ", kinds.Select(kind => kind.Title)), document);
        }

        if (context.Description.HttpMethod == HttpMethods.Head)
        {
            RemoveBodies(operation);
        }
    }

    private static string? IdOf(string? method, IList<object> metadata)
    {
        var name = metadata.OfType<MethodInfo>().FirstOrDefault()?.Name;
        return method == HttpMethods.Head ? name?.Replace("Get", "Head", StringComparison.Ordinal) : name;
    }

    private static void AddParameters(OpenApiOperation operation, IEnumerable<ApiParameter> parameters, OpenApiDocument document)
    {
        operation.Parameters ??= [];
        foreach (var parameter in parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                In = parameter.In,
                Name = parameter.Name,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Schema = SchemaOf(parameter, document),
            });
        }
    }

    private static IOpenApiSchema SchemaOf(ApiParameter parameter, OpenApiDocument document)
    {
        if (parameter.SchemaName is not { } name)
        {
            return parameter.Schema;
        }

        document.AddComponent(name, parameter.Schema);
        return new OpenApiSchemaReference(name, document);
    }

    private static void AddHeaders(OpenApiOperation operation, IEnumerable<ApiResponseHeaders> answers)
    {
        foreach (var answer in answers)
        {
            if (operation.Responses?[answer.Status.ToString(CultureInfo.InvariantCulture)] is OpenApiResponse response)
            {
                response.Headers = answer.Headers.ToDictionary(name => name, _ => (IOpenApiHeader)new OpenApiHeader { Schema = ApiSchema.Text });
            }
        }
    }

    private static void DescribeUpload(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?.TryGetValue(MultipartFiles.ContentType, out var form) == true)
        {
            form.Schema = ApiSchema.Upload;
        }
    }

    private static void DescribeEvents(OpenApiOperation operation)
    {
        foreach (var answer in operation.Responses?.Values.OfType<OpenApiResponse>() ?? [])
        {
            if (answer.Content?.TryGetValue(ApiSchema.EventStream, out var stream) == true)
            {
                stream.Schema = ApiSchema.Events;
            }
        }
    }

    /// <summary>An answer to HEAD is that to GET, with nothing after its headers.</summary>
    private static void RemoveBodies(OpenApiOperation operation)
    {
        foreach (var answer in operation.Responses?.Values.OfType<OpenApiResponse>() ?? [])
        {
            answer.Content = null;
        }
    }

    private bool IsGuarded(IList<object> metadata) => access.IsOn && !metadata.OfType<IAllowAnonymous>().Any();

    private IEnumerable<ProblemKind> ProblemsOf(OpenApiOperation operation, IList<object> metadata)
    {
        var parameters = operation.Parameters ?? [];
        IEnumerable<ProblemKind> implied =
        [
            .. When(parameters.Any(parameter => parameter.In == ParameterLocation.Path), ProblemKind.NotFound),
            .. When(parameters.Any(parameter => parameter.In == ParameterLocation.Query), ProblemKind.MalformedQuery),
            .. When(metadata.OfType<RefusesOtherConditions>().Any(), ProblemKind.MalformedHeader),
            .. When(parameters.Any(parameter => parameter.Name == "If-Match"),
                ProblemKind.StaleRevision, ProblemKind.PreconditionFailed, ProblemKind.RevisionRequired),
            .. When(IsGuarded(metadata) && parameters.Any(parameter => parameter.Name == "If-Match"), ProblemKind.Forbidden),
            .. When(parameters.Any(parameter => parameter.Name == IdempotencyKey.Header), ProblemKind.IdempotencyKeyReused),
            .. When(metadata.OfType<IAcceptsMetadata>().Any(),
                ProblemKind.MalformedRequest, ProblemKind.BodyTooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.InvalidFields),
        ];
        IEnumerable<ProblemKind> refusals =
        [
            .. When(IsGuarded(metadata), ProblemKind.Unauthorized),
            .. When(IsGuarded(metadata) && metadata.OfType<IAuthorizeData>().Any(), ProblemKind.Forbidden),
            .. When(api.Value.RequestsPerMinute > 0, ProblemKind.TooManyRequests),
        ];
        var noted = metadata.OfType<ProblemKind>().Where(kind => kind != ProblemKind.Forbidden || IsGuarded(metadata));
        return [.. refusals, .. implied, .. noted, ProblemKind.InternalError, ProblemKind.Unavailable];
    }

    private static ProblemKind[] When(bool condition, params ProblemKind[] kinds) => condition ? kinds : [];

    private static void AddProblem(OpenApiOperation operation, int status, string description, OpenApiDocument document)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, document) },
            },
        });
    }
}
