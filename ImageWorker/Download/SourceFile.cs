namespace Products.ImageWorker.Download;

/// <summary>A source's bytes on the disk, until it is disposed of.</summary>
/// <param name="path">Of the file.</param>
/// <param name="length">Bytes; at least 1.</param>
/// <param name="sha256">Lower-case hex digest over the bytes.</param>
internal sealed class SourceFile(string path, long length, string sha256) : IDisposable
{
    public string Path { get; } = path;

    public long Length { get; } = length;

    public string Sha256 { get; } = sha256;

    public void Dispose()
    {
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }
    }
}
