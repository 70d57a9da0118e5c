using System.IO.Enumeration;

namespace Products.Architecture.Tests.Documents;

/// <summary>The files of the repository that people write: not what a build makes, which is many times as much.</summary>
internal static class SourceFiles
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "data", "node_modules", "TestResults"];

    /// <summary>Relative to the repository, with slashes.</summary>
    public static IEnumerable<string> With(params string[] extensions) =>
        new FileSystemEnumerable<string>(
            Repository.Path(), (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && extensions.Contains(Path.GetExtension(entry.FileName).ToString()),
            ShouldRecursePredicate = (ref entry) => entry.FileName[0] != '.' && !Skipped.Contains(entry.FileName.ToString()),
        }.Select(path => Path.GetRelativePath(Repository.Path(), path).Replace('\\', '/'));
}
