namespace Products.Hosting.ImageStore;

/// <summary>Keeps each object as a file below a folder.</summary>
/// <remarks>
/// A file appears under its name only when all of it is on the disk; a crash leaves at most a file in <c>.partial</c>.
/// Whether the name outlives a loss of power is up to the file system, as .NET cannot sync a folder.
/// </remarks>
public sealed class FolderImageStore : IImageStore
{
    private const int BufferSize = 128 * 1024;

    private readonly string _root;
    private readonly string _partial;
    private readonly string _baseUrl;

    /// <summary>Opens the store, creates its folder if need be, and removes what a crash left half written.</summary>
    /// <param name="root">The folder; no other process may have it open.</param>
    /// <param name="baseUrl">What stands before a key in its URL, without a slash at the end.</param>
    public FolderImageStore(string root, string baseUrl)
    {
        _root = Path.GetFullPath(root);
        _partial = Path.Combine(_root, ".partial");
        _baseUrl = baseUrl.TrimEnd('/');

        Directory.CreateDirectory(_partial);
        foreach (var leftOver in Directory.EnumerateFiles(_partial))
        {
            File.Delete(leftOver);
        }
    }

    public async Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var partial = Path.Combine(_partial, Guid.NewGuid().ToString("N"));
        try
        {
            var length = await WriteAsync(partial, content, cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(partial, path, overwrite: true);
            return length;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw Unreachable(denied);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (Directory.Exists(path))
        {
            return Task.FromResult<Stream?>(null);
        }

        try
        {
            return Task.FromResult<Stream?>(new FileStream(path, FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(_partial))
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw Unreachable(denied);
        }
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_root, ImageStoreKey.CheckPrefix(prefix).TrimEnd('/'));
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
                DeleteIfEmpty(Path.GetDirectoryName(folder)!);
            }
        }
        catch (UnauthorizedAccessException denied)
        {
            throw Unreachable(denied);
        }

        return Task.CompletedTask;
    }

    public string UrlOf(string key) => $"{_baseUrl}/{key}";

    private static IOException Unreachable(UnauthorizedAccessException denied) =>
        new("The process has no right to the image store's folder.", denied);

    private static async Task<long> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
        await content.CopyToAsync(file, BufferSize, cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private string PathOf(string key) => Path.Combine(_root, ImageStoreKey.Check(key));

    private void DeleteIfEmpty(string folder)
    {
        if (folder == _root)
        {
            return;
        }

        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another image of the product stands in it.
        }
    }
}
