namespace Products.ImageWorker.Pipeline;

/// <summary>The formats that are decoded; why these, see <c>docs/decisions/0012-netvips.md</c>.</summary>
internal enum PictureFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
}
