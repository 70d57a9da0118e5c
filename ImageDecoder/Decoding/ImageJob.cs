using NetVips;
using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder.Decoding;

/// <summary>Makes the variants of one image: identify, check its size, decode once, encode each from the same pixels.</summary>
internal static class ImageJob
{
    /// <summary>What libvips and its codecs say when an allocation fails.</summary>
    private static readonly string[] MemoryErrors =
        ["out of memory", "insufficient memory", "memory allocation", "allocate", "malloc"];

    public static void Run(DecodeRequest request, byte[] image, Action<Reply> reply)
    {
        try
        {
            var header = Header.Read(image, request.Format);
            if (header.Size.Pixels > request.MaxPixels)
            {
                reply(new Reply.Refused(RefusalReason.TooManyPixels, header.Size, ""));
                return;
            }

            reply(new Reply.Identified(header.UprightSize));
            MakeVariants(request, image, header, reply);
        }
        catch (VipsException error)
        {
            reply(new Reply.Refused(ReasonOf(error), default, error.Message));
        }
        catch (OutOfMemoryException error)
        {
            reply(new Reply.Refused(RefusalReason.TooMuchMemory, default, error.Message));
        }
    }

    private static void MakeVariants(DecodeRequest request, byte[] image, Header header, Action<Reply> reply)
    {
        var recipes = request.Recipes;
        using var source = Source.NewFromMemory(image);
        using var pixels = Decoder.Decode(source, request.Format, header, recipes.Max(recipe => recipe.LongestSide));
        reply(new Reply.Decoded());
        foreach (var recipe in recipes)
        {
            reply(new Reply.Encoded(Encoder.Encode(pixels, recipe)));
        }
    }

    private static RefusalReason ReasonOf(VipsException error) =>
        MemoryErrors.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? RefusalReason.TooMuchMemory
            : RefusalReason.Corrupt;
}
