using Products.ClientGenerator;

// Writes the client that is made from an API document.
// Usage: ClientGenerator <document.json> <client.cs>
var document = await File.ReadAllTextAsync(args[0]);
await File.WriteAllTextAsync(args[1], await ClientSource.FromAsync(document));
