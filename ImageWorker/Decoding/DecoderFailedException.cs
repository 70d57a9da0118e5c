using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Decoding;

/// <summary>A decoder process ended, or could not be started; the message is for the log.</summary>
/// <param name="errors">What the process wrote to its standard error last.</param>
/// <param name="exitCode">128 and the number of the signal that ended it, where one did.</param>
/// <param name="cause">How the worker noticed.</param>
internal sealed class DecoderFailedException(string errors, int exitCode, Exception cause)
    : Exception($"{errors} (exit code {exitCode})".Trim(), cause)
{
    private const int OutOfProcessorTime = 128 + 24; // SIGXCPU

    public bool IsOutOfProcessorTime { get; } = exitCode == OutOfProcessorTime;
}

/// <summary>A decoder process refuses an image, and is ready for the next one.</summary>
internal sealed class DecodeRefusedException(Reply.Refused refused) : Exception(refused.Cause)
{
    public Reply.Refused Refused { get; } = refused;
}
