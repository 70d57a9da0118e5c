using System.Text.RegularExpressions;

namespace Products.Hosting.ImageStore;

/// <summary>What a key of an image store may be: the same for every store, so that what one takes the other takes too.</summary>
internal static partial class ImageStoreKey
{
    /// <summary>The longest key that S3 has, in bytes; all characters of a key are one byte.</summary>
    private const int MaxLength = 1024;

    /// <returns>The key itself.</returns>
    /// <exception cref="ArgumentException">It is no relative path of lower-case letters, digits, dots and dashes between slashes.</exception>
    public static string Check(string key) => key.Length <= MaxLength && Pattern().IsMatch(key)
        ? key
        : throw new ArgumentException($"'{key}' is no key of an image store.", nameof(key));

    /// <returns>The prefix with one slash at its end, so that <c>a/b</c> is no prefix of <c>a/bc</c>.</returns>
    /// <exception cref="ArgumentException">It is no prefix of keys.</exception>
    public static string CheckPrefix(string prefix) => Check(prefix.TrimEnd('/')) + '/';

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]*(/[a-z0-9][a-z0-9.\-]*)*\z")]
    private static partial Regex Pattern();
}
