using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Decoding;

/// <summary>A decoder process ended, or could not be started; the message is for the log.</summary>
internal sealed class DecoderFailedException(string lastWords, Exception cause) : Exception(lastWords, cause);

/// <summary>A decoder process makes nothing of an image, and is ready for the next one.</summary>
internal sealed class DecodeRefusedException(Reply.Refused refused) : Exception(refused.Cause)
{
    public Reply.Refused Refused { get; } = refused;
}
