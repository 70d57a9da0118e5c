using System.Diagnostics;

namespace Products.ImageWorker.Download;

/// <summary>The folders of workers that crashed, where each has one of its own with its process id in the name.</summary>
internal static class OrphanedFolders
{
    /// <returns>The folders beside this one that were named as it was, and whose process does not run; none where the name was chosen.</returns>
    public static IEnumerable<string> Beside(string folder) => ProcessOf(folder) is null
        ? []
        : Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!, ImageOptions.FolderPrefix + "*")
            .Where(other => ProcessOf(other) is { } process && !IsRunning(process) && !IsLink(other));

    private static int? ProcessOf(string folder) =>
        Path.GetFileName(folder) is var name && name.StartsWith(ImageOptions.FolderPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(ImageOptions.FolderPrefix.Length), out var id) ? id : null;

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Others can write to the system's folder for temporary files, too.</summary>
    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
