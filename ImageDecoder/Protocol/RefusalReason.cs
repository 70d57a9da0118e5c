namespace Products.ImageDecoder.Protocol;

/// <summary>Why a decoder refuses an image.</summary>
internal enum RefusalReason : byte
{
    /// <summary>Corrupt or cut off.</summary>
    Corrupt = 1,

    /// <summary>More pixels than <see cref="DecodeRequest.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>More memory than the process may take.</summary>
    TooMuchMemory,
}
