namespace Products.ImageWorker.Pipeline;

/// <summary>One finished picture, ready to be stored.</summary>
/// <param name="Name"><c>compressed</c> or <c>thumbnail</c>.</param>
/// <param name="Format"><c>webp</c> or <c>avif</c>.</param>
/// <param name="FileName">Such as <c>compressed.webp</c>.</param>
/// <param name="ContentType">Such as <c>image/webp</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">The encoded file.</param>
internal sealed record EncodedVariant(
    string Name, string Format, string FileName, string ContentType, int Width, int Height, byte[] Bytes);
