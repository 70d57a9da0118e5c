namespace Products.Standalone;

/// <summary>The folder that holds everything, locked for this process while it runs.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "products.db");

    public string Images => System.IO.Path.Combine(Path, "images");

    public string Temporary => System.IO.Path.Combine(Path, "tmp");

    /// <exception cref="InvalidOperationException">Another process uses the folder, or it cannot be written to.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            var lockFile = System.IO.Path.Combine(full, "lock");
            return new DataFolder(full, new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"Standalone:DataPath: the folder '{full}' is in use by another process or cannot be written to.", failure);
        }
    }

    public void Dispose() => _lock.Dispose();
}
