namespace Products.ImageWorker.Pipeline;

/// <summary>The formats that are decoded; why these, see <c>docs/decisions/netvips.md</c>.</summary>
internal enum PictureFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
}
