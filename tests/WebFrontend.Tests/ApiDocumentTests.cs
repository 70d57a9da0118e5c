using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Products.WebFrontend.Tests;

/// <summary>The API document that is committed, from which the client is made. <c>docs/update-openapi</c> runs this to write it.</summary>
public sealed class ApiDocumentTests(ApiDocumentTests.Frontend frontend) : IClassFixture<ApiDocumentTests.Frontend>
{
    private static readonly string Committed = Repository.Path("docs", "openapi.json");

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_committed_document_is_the_served_one()
    {
        var served = await ServedAsync();
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "true")
        {
            await File.WriteAllTextAsync(Committed, served);
        }

        var committed = await File.ReadAllTextAsync(Committed);
        Assert.True(committed == served, "The API serves another document than docs/openapi.json. Run docs/update-openapi and commit the difference.");
    }

    private async Task<string> ServedAsync() =>
        JsonNode.Parse(await frontend.Client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Readable) + "\n";

    /// <summary>A front end with every setting that adds to the document.</summary>
    public sealed class Frontend() : LonelyFrontend([$"--Access:SigningKey={new string('x', 32)}", "--Api:RequestsPerMinute=1000"]);
}
