using Microsoft.Extensions.Options;

namespace Products.ImageWorker.Download;

/// <summary>The folder of files being downloaded.</summary>
/// <remarks>
/// Constructing it removes what a crash left there, or in the folder of a worker that runs no more. It is a hosted service because a host constructs all of these before it
/// starts the first: so that is done before there is a download, and a folder that cannot be used stops the process.
/// </remarks>
internal sealed class TempFolder : IHostedService
{
    /// <summary>Only files that end in this are ever deleted: the folder may have been named by mistake.</summary>
    private const string Suffix = ".download";

    private readonly string _path;

    public TempFolder(IOptions<ImageOptions> options)
    {
        _path = Path.GetFullPath(options.Value.TempPath);

        Create();
        DeleteFiles(_path);
        foreach (var orphan in OrphanedFolders.Beside(_path))
        {
            Remove(orphan);
        }
    }

    /// <summary>Opens a new file for writing. A cleaner of temporary files may have taken the folder away since.</summary>
    public FileStream CreateFile()
    {
        Create();
        var path = Path.Combine(_path, Guid.NewGuid().ToString("N") + Suffix);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void DeleteFiles(string folder)
    {
        foreach (var leftOver in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            File.Delete(leftOver);
        }
    }

    private static void Remove(string orphan)
    {
        try
        {
            DeleteFiles(orphan);
            Directory.Delete(orphan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is another user's, or another worker's that starts now removes it, or it holds what is not ours.
        }
    }

    private void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_path);
        }
        else
        {
            Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
