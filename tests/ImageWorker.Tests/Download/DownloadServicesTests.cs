using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Products.Hosting.ImageStore;
using Products.ImageWorker.Download;

namespace Products.ImageWorker.Tests.Download;

public sealed class DownloadServicesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("services-");

    [Fact]
    public async Task A_fetcher_can_be_had_from_the_registered_services()
    {
        await using var services = ServicesFor(_folder.FullName);

        Assert.NotNull(services.GetRequiredService<SourceFetcher>());
    }

    [Fact]
    public async Task Constructing_the_hosted_services_makes_the_folder_private_to_its_user()
    {
        var path = Path.Combine(_folder.FullName, "temp");
        await using var services = ServicesFor(path);

        Assert.Single(services.GetServices<IHostedService>());

        Assert.True(Directory.Exists(path));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task Constructing_the_hosted_services_removes_downloads_that_were_left_and_nothing_else()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "left-over.download"), "");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "important"), "");
        await using var services = ServicesFor(_folder.FullName);

        _ = services.GetServices<IHostedService>().ToArray();

        Assert.Equal("important", Assert.Single(_folder.GetFiles()).Name);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ServiceProvider ServicesFor(string tempPath) => new ServiceCollection()
        .AddSingleton(Options.Create(new ImageOptions { TempPath = tempPath }))
        .AddSingleton<IImageStore>(new FolderImageStore(Path.Combine(_folder.FullName, "store"), "/images"))
        .AddDownload()
        .BuildServiceProvider();
}
