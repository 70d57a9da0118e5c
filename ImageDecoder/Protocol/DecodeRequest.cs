using System.Text;

namespace Products.ImageDecoder.Protocol;

/// <summary>What a worker asks of a decoder process. The bytes of the image follow on the same stream.</summary>
/// <param name="Format">As told from the first bytes.</param>
/// <param name="Length">Bytes of the image.</param>
/// <param name="MaxPixels">Width times height at most.</param>
/// <param name="ProcessorSeconds">After so much processor time on this image the kernel ends the process.</param>
/// <param name="Variants">File names of <see cref="VariantRecipe.All"/>.</param>
internal sealed record DecodeRequest(
    ImageFormat Format, int Length, long MaxPixels, int ProcessorSeconds, IReadOnlyList<string> Variants)
{
    public VariantRecipe[] Recipes => [.. VariantRecipe.All.Where(recipe => Variants.Contains(recipe.FileName))];

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((byte)Format);
        writer.Write(Length);
        writer.Write(MaxPixels);
        writer.Write(ProcessorSeconds);
        writer.Write(string.Join(',', Variants));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>Null at the end of the stream.</returns>
    public static (DecodeRequest Request, byte[] Image)? Read(Stream input)
    {
        var format = input.ReadByte();
        if (format < 0)
        {
            return null;
        }

        using var reader = new BinaryReader(input, Encoding.UTF8, leaveOpen: true);
        var request = new DecodeRequest(
            (ImageFormat)format, reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadString().Split(','));
        var image = GC.AllocateUninitializedArray<byte>(request.Length);
        input.ReadExactly(image);
        return (request, image);
    }
}
