namespace Products.WebFrontend.ProductImages;

/// <summary>One file of a multipart request, to be read before the next one is asked for.</summary>
/// <param name="Field">The name of its part.</param>
/// <param name="AltText">From the <c>alt_text</c> field right before it.</param>
/// <param name="Content">Its bytes, as they arrive.</param>
internal sealed record UploadedFile(string Field, string? AltText, Stream Content);
