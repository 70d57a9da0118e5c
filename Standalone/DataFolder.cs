using Products.Hosting.Settings;

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

    /// <exception cref="StartFailureException">Another process uses the folder, or it cannot be written to.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            return new DataFolder(full, Lock(System.IO.Path.Combine(full, "lock")));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"Standalone:DataPath: the folder '{full}' cannot be written to: {failure.Message}", failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string file)
    {
        var existed = File.Exists(file);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (existed)
        {
            throw new StartFailureException($"Standalone:DataPath: another process uses '{file}'.", failure);
        }
    }
}
