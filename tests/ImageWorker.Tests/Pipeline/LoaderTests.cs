using NetVips;
using Products.ImageDecoder.Decoding;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class LoaderTests
{
    [Fact]
    public void No_decoder_is_left_open_but_those_of_the_accepted_formats()
    {
        Libvips.Configure();
        var tiff = Pictures.Quadrants(20, 10).TiffsaveBuffer();

        Assert.Throws<VipsException>(() => Image.TiffloadBuffer(tiff));
        Assert.Throws<VipsException>(() => Image.SvgloadBuffer("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray()));
    }
}
