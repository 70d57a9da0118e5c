namespace Products.ImageDecoder.Protocol;

/// <summary>Why a decoder makes nothing of an image.</summary>
internal enum RefusalReason : byte
{
    /// <summary>Damaged or cut off.</summary>
    Corrupt = 1,

    /// <summary>More pixels than <see cref="DecodeRequest.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>More memory than the process may take.</summary>
    TooMuchMemory,
}
