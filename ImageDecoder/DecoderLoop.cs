using Products.ImageDecoder.Sandboxing;
using Products.ImageDecoder.Decoding;
using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder;

/// <summary>What a decoder process does: warm up, enter confinement, then decode one image after the other.</summary>
/// <remarks>
/// It has no files, no network and no secrets: an image comes in over standard input, its variants go out over standard
/// output. It ends when its input ends. See docs/decisions/0033-decoder-processes.md.
/// </remarks>
internal static class DecoderLoop
{
    public static void Run(Stream input, Stream output, DecodeLimits limits) => Run(input, output, limits, ImageJob.Run);

    /// <param name="input">Requests, each followed by the image's bytes.</param>
    /// <param name="output">Replies.</param>
    /// <param name="limits">Those of this process.</param>
    /// <param name="decode">Decodes one image; what it throws ends the process.</param>
    public static void Run(Stream input, Stream output, DecodeLimits limits, Action<DecodeRequest, byte[], Action<Reply>> decode)
    {
        WarmUp.Run();
        Send(new Reply.Confined(Sandbox.Enter(limits)));
        while (DecodeRequest.Read(input) is var (request, image))
        {
            ResourceLimits.AllowProcessorTime(request.ProcessorSeconds);
            decode(request, image, Send);
        }

        void Send(Reply reply) => reply.WriteTo(output);
    }
}
