using Products.Standalone;

await using var app = StandaloneHost.Build(args);
await app.RunAsync();
