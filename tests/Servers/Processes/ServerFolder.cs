namespace Products.Servers.Processes;

/// <summary>The folder of a server's data.</summary>
/// <param name="name">Of the server, for the name of a temporary folder.</param>
/// <param name="kept">A folder that stays when the server ends, and may have the data of an earlier one; by default a temporary folder.</param>
internal sealed class ServerFolder(string name, string? kept = null)
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Path { get; } = (kept is null ? Directory.CreateTempSubdirectory($"products-{name}-") : Directory.CreateDirectory(kept)).FullName;

    public bool IsKept => kept is not null;

    public string Of(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Deletes it, unless it is kept. Helpers of a server may end a moment after it, and write until then.</summary>
    public async Task DeleteAsync()
    {
        for (var attempt = 1; !IsKept && Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
