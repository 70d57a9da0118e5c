using System.Net;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json.Nodes;
using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

/// <summary>The client, the document that it is made from, and what is served are one.</summary>
public sealed class ClientTests(ClientTests.Host host) : IClassFixture<ClientTests.Host>
{
    /// <summary>Operations without a method: a picture is read at its URL, which stands in its product.</summary>
    private static readonly string[] Left = ["GetImageFile", "HeadImageFile"];

    /// <summary>The way of an operation that has two: in JSON, and by a form.</summary>
    private const string ByForm = "UploadImages";

    private static readonly string[] Methods =
    [
        .. typeof(ProductsClient).GetMethods().Select(method => method.Name)
            .Where(name => name.EndsWith("Async", StringComparison.Ordinal)).Select(name => name[..^"Async".Length]).Distinct().Order(),
    ];

    [Fact]
    public async Task The_client_is_made_from_the_document_that_is_served()
    {
        using var file = File.OpenRead(Repository.Path("docs", "openapi.json"));
        var committed = await JsonNode.ParseAsync(file);
        Assert.True(JsonNode.DeepEquals(committed, await host.Client.GetJsonAsync("/openapi/v1.json")), "Run docs/update-openapi and commit the difference.");
    }

    [Fact]
    public async Task The_client_has_a_method_for_each_operation()
    {
        var operations = ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json")).Select(operation => operation.Description.Text("operationId"));
        Assert.Equal(operations.Except(Left).Append(ByForm).Order(), Methods);
    }

    /// <summary>A new operation shows up here until a test of this project calls it.</summary>
    [Fact]
    public void Every_method_of_the_client_is_called_by_a_test() => Assert.Empty(Methods.Except(CalledHere()));

    [Fact]
    public async Task An_answer_with_a_field_that_the_document_does_not_name_is_an_error_to_the_tests_and_to_no_one_else()
    {
        using var http = new HttpClient(new Fixed("""{"id":"0198c5a0-0000-7000-8000-000000000000","name":"Ada","created_at":"2026-01-01T00:00:00Z","extra":1}"""))
        {
            BaseAddress = new Uri("http://shop.example"),
        };
        Assert.Equal("Ada", (await new ProductsClient(http).GetUserAsync(Guid.NewGuid())).Result.Name);
        await Assert.ThrowsAsync<ApiException>(() => http.Typed().GetUserAsync(Guid.NewGuid()));
    }

    /// <summary>The compiler notes of each method of another assembly that it is called.</summary>
    private static List<string> CalledHere()
    {
        using var file = new PEReader(File.OpenRead(typeof(ClientTests).Assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
               let member = metadata.GetMemberReference(handle)
               where member.Parent.Kind == HandleKind.TypeReference
                   && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == nameof(ProductsClient)
               select metadata.GetString(member.Name).Replace("Async", "", StringComparison.Ordinal),
        ];
    }

    /// <summary>A host with every setting that adds to the document.</summary>
    public sealed class Host : TestHost
    {
        protected override IEnumerable<string> Settings => [$"--Access:SigningKey={new string('x', 32)}", "--Api:RequestsPerMinute=1000"];
    }

    private sealed class Fixed(string json) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") });
    }
}
