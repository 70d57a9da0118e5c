using Products.Hosting.ImageStore;

namespace Products.ImageStore.Tests;

public sealed class FolderStoreTests : StoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("products-store-");

    public FolderStoreTests()
    {
        Store = new FolderImageStore(Path.Combine(_folder.FullName, "store"), "https://cdn.example/p/");

        var gone = Path.Combine(_folder.FullName, "gone");
        Broken = new FolderImageStore(gone, "/images");
        Directory.Delete(gone, recursive: true);
    }

    protected override IImageStore Store { get; }

    protected override IImageStore Broken { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
