using System.Security.Cryptography;
using System.Text;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Pipeline;

/// <summary>
/// Names what the pipeline makes of a source: a repeat gets the same name and overwrites itself, a changed pipeline
/// gets new names, so a URL can be cached for ever.
/// </summary>
internal static class ContentHash
{
    /// <summary>Raise it when the same source comes out as other pixels for a reason that no recipe shows.</summary>
    private const int PipelineVersion = 1;

    private const int HexDigits = 32;

    /// <param name="sourceSha256">Lower-case hex digest of the original's bytes.</param>
    /// <returns>32 lower-case hex digits.</returns>
    public static string Of(string sourceSha256)
    {
        var recipes = string.Join('\n', VariantRecipe.All.Select(recipe => recipe.ToString()));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceSha256}\n{PipelineVersion}\n{recipes}"));
        return Convert.ToHexStringLower(digest)[..HexDigits];
    }
}
