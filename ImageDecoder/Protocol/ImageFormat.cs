namespace Products.ImageDecoder.Protocol;

/// <summary>The formats that are decoded; why these, see <c>docs/decisions/0012-netvips.md</c>.</summary>
internal enum ImageFormat : byte
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
}
