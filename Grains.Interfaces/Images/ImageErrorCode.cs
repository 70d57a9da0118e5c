namespace Products.Grains.Interfaces.Images;

/// <summary>The stable codes of <see cref="ImageError"/>.</summary>
public static class ImageErrorCode
{
    /// <summary>The URL's scheme, port or host cannot be fetched from.</summary>
    public const string ForbiddenUrl = "forbidden_url";

    /// <summary>The host, or a host it redirects to, has an address that is not public.</summary>
    public const string ForbiddenAddress = "forbidden_address";

    public const string TooManyRedirects = "too_many_redirects";

    /// <summary>The host name does not resolve; retryable.</summary>
    public const string NameNotResolved = "name_not_resolved";

    /// <summary>The source could not be reached, or broke off before its answer began; retryable.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Connecting, waiting, the whole download or the whole job took too long; retryable.</summary>
    public const string Timeout = "timeout";

    /// <summary>404 or 410.</summary>
    public const string NotFound = "not_found";

    /// <summary>401, 402, 403, 407 or 451.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>Any other 4xx; 408, 425 and 429 are retryable.</summary>
    public const string SourceRefused = "source_refused";

    /// <summary>5xx; retryable.</summary>
    public const string SourceError = "source_error";

    /// <summary>The body ended before, or went on after, its Content-Length; retryable.</summary>
    public const string LengthMismatch = "length_mismatch";

    /// <summary>More bytes than <c>Images:MaxBytes</c>.</summary>
    public const string TooManyBytes = "too_many_bytes";

    public const string EmptyBody = "empty_body";

    /// <summary>The bytes are no image in a format that is accepted.</summary>
    public const string NotAnImage = "not_an_image";

    /// <summary>It is an image or document of a kind that is not accepted, such as SVG, PDF or HEIC.</summary>
    public const string UnsupportedFormat = "unsupported_format";

    /// <summary>More pixels than <c>Images:MaxMegapixels</c>.</summary>
    public const string TooManyPixels = "too_many_pixels";

    /// <summary>The picture is damaged or cut off.</summary>
    public const string Corrupt = "corrupt_image";

    /// <summary>Too many chunks, frames or bytes of compressed text for an image of its size.</summary>
    public const string TooComplex = "too_complex";

    /// <summary>Decoding takes more memory than a decoder process may have.</summary>
    public const string TooMuchMemory = "too_much_memory";

    /// <summary>The process that decoded the image ended; it had no other image. Retryable.</summary>
    public const string DecoderCrashed = "decoder_crashed";

    /// <summary>Decoding took longer than <c>Images:DecodeTimeout</c>; retryable.</summary>
    public const string DecoderTimeout = "decoder_timeout";

    /// <summary>The uploaded file is not in the image store.</summary>
    public const string UploadMissing = "upload_missing";

    /// <summary>The image store could not be written to or read; retryable.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>The worker's process ended again and again while it held this job.</summary>
    public const string WorkerCrashed = "worker_crashed";

    /// <summary>A message in the job queue that is no image job of a known version; no image has this error.</summary>
    public const string UnreadableMessage = "unreadable_message";

    /// <summary>A fault of the worker itself; retryable.</summary>
    public const string Internal = "internal_error";
}
