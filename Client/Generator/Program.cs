using Products.ClientGenerator;

// Writes the API document, as the code stands, and a client that is made from it; a file that would not change is left alone.
// Usage: ClientGenerator <document.json> <client.cs>
var document = await ServedDocument.ReadAsync();
var client = await ClientSource.FromAsync(document);
await WriteAsync(args[0], document);
await WriteAsync(args[1], client);

static async Task WriteAsync(string path, string text)
{
    if (!File.Exists(path) || await File.ReadAllTextAsync(path) != text)
    {
        await File.WriteAllTextAsync(path, text);
    }
}
