using Amazon.S3;
using Products.Hosting.ImageStore;
using Products.ImageStore.Tests;
using Products.Servers.S3;

[assembly: AssemblyFixture(typeof(S3Fixture))]

namespace Products.ImageStore.Tests;

/// <summary>One S3 endpoint with one bucket for all tests.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    public const string Bucket = "pictures";

    private S3Server? _server;

    public AmazonS3Client Client { get; private set; } = null!;

    public string Endpoint => _server!.Endpoint;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.StartAsync();
        Client = S3Connection.Open(Options());
        await Client.PutBucketAsync(Bucket);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal S3Options Options(Action<S3Options>? change = null)
    {
        var options = new S3Options
        {
            Endpoint = Endpoint,
            Bucket = Bucket,
            AccessKey = S3Server.AccessKey,
            SecretKey = S3Server.SecretKey,
            PublicBaseUrl = "https://cdn.example/p/",
        };
        change?.Invoke(options);
        return options;
    }

    internal IImageStore Open(Action<S3Options>? change = null)
    {
        var options = Options(change);
        return new S3ImageStore(S3Connection.Open(options), options);
    }
}
