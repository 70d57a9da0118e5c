using DotNetEnv;

namespace Products.Hosting.Settings;

/// <summary>A file of environment variables, <c>.env</c>, such as Docker Compose reads too.</summary>
internal static class EnvironmentFile
{
    public const string Name = ".env";

    /// <returns>The variables of a folder's file, or none when there is no file.</returns>
    /// <exception cref="StartFailureException">The file cannot be read. Its contents, which may be secrets, are not told.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. Env.Load(path, new LoadOptions(setEnvVars: false)).Select(line => KeyValuePair.Create(line.Key, (string?)line.Value))];
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new StartFailureException($"{path}: is no file of lines such as DB_HOST=localhost.", failure);
        }
    }
}
