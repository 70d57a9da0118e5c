using System.Collections.Concurrent;
using System.Net;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;
using Products.ImageWorker.Download;

namespace Products.ImageWorker.Tests.Download;

/// <summary>A fetcher with a folder of its own, and a record of what it asked of the network.</summary>
internal sealed class Fetching : IDisposable
{
    public static readonly IPAddress Public = IPAddress.Parse("3ffe::1");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fetching-");
    private readonly Lazy<SourceFetcher> _fetcher;

    public Fetching()
    {
        Options = new ImageOptions { TempPath = Path.Combine(_folder.FullName, "temp"), AllowPrivateNetworks = true };
        Store = new FolderImageStore(Path.Combine(_folder.FullName, "store"), "/images");
        _fetcher = new Lazy<SourceFetcher>(Create);
    }

    public ImageOptions Options { get; }

    public IImageStore Store { get; init; }

    /// <summary>The answers to each further question for a name; every name is this machine by default.</summary>
    public Func<int, IPAddress[]> Answer { get; set; } = _ => [IPAddress.Loopback];

    public Func<IPAddress[], int, CancellationToken, Task<Stream>> Connect { get; set; } = new Network().Connect;

    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<IPAddress[]> Connected { get; } = [];

    public SourceFetcher Fetcher => _fetcher.Value;

    public string[] TempFiles => Directory.GetFiles(Options.TempPath);

    public Task<SourceFile> FetchAsync(string source, CancellationToken cancellationToken = default) =>
        FetchAsync(JobOf(source), cancellationToken);

    public Task<SourceFile> FetchAsync(ImageJob job, CancellationToken cancellationToken = default) =>
        _fetcher.Value.FetchAsync(job, cancellationToken);

    /// <summary>Fetches what must fail, and leaves no file.</summary>
    public async Task<ImageError> FailAsync(string source)
    {
        var failure = await Assert.ThrowsAsync<ImageFailedException>(() => FetchAsync(source));
        Assert.Empty(TempFiles);
        return failure.Error;
    }

    public static ImageJob JobOf(string source) =>
        new() { ProductId = Guid.NewGuid(), ImageId = Guid.NewGuid(), Generation = 1, Source = source };

    public void Dispose() => _folder.Delete(recursive: true);

    private SourceFetcher Create()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        return new SourceFetcher(Store, new TempFolder(options), options, TimeProvider.System, new Network { Resolve = ResolveAsync, Connect = ConnectAsync });
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        Asked.Enqueue(name);
        return Task.FromResult(Answer(Asked.Count));
    }

    private Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        Connected.Enqueue(addresses);
        return Connect(addresses, port, cancellationToken);
    }
}
