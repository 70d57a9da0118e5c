using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Products.WebFrontend.Pages;

/// <summary>A file of the web pages, as it is sent.</summary>
/// <param name="ContentType">By its name.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Brotli">The same, compressed.</param>
/// <param name="ETag">A digest of its bytes, so that all front ends of one version give the same.</param>
internal sealed record PageFile(string ContentType, byte[] Plain, byte[] Brotli, EntityTagHeaderValue ETag)
{
    private const string Folder = "wwwroot/";

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>All files of the pages, which are part of this assembly, by their path below <c>wwwroot</c>.</summary>
    public static IReadOnlyDictionary<string, PageFile> ReadAll() => typeof(PageFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..], Read);

    private static PageFile Read(string name)
    {
        using var resource = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        var type = Types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return new PageFile($"{type}; charset=utf-8", bytes, Compress(bytes), TagOf(bytes));
    }

    /// <summary>Weak, for it is that of the plain file and of the compressed one.</summary>
    private static EntityTagHeaderValue TagOf(byte[] bytes) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"", isWeak: true);

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
        {
            brotli.Write(bytes);
        }

        return compressed.ToArray();
    }
}
