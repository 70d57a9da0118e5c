using System.Runtime.CompilerServices;

namespace Products.TestKit;

/// <summary>The files of the repository that this is built from.</summary>
public static class Repository
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly string Root = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The assembly of one of our programs, such as <c>Silo</c>, in its own output folder.</summary>
    public static string Program(string name) => Path(name, "bin", Configuration, "net10.0", $"{name}.dll");

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", ".."));
}
