namespace Products.Bench.Suite;

/// <summary>Where <c>tools/Bench/install</c> puts the npm package sharp.</summary>
internal static class SharpFolder
{
    public static string Path => Environment.GetEnvironmentVariable("BENCH_SHARP") is { Length: > 0 } told
        ? told
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "products-tests", "sharp");
}
