using System.Text;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class IdentifyTests : PipelineTest
{
    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG")]
    [InlineData("\uFEFF<?xml version='1.0'?>\n<!-- drawn by hand --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg width='1'>", "SVG")]
    [InlineData("%PDF-1.7\n", "PDF")]
    [InlineData("%!PS-Adobe-3.0", "PostScript")]
    [InlineData("8BPS\0\u0001", "Photoshop")]
    [InlineData("II*\0\b\0\0\0", "TIFF")]
    [InlineData("BM6\0\u0001\0\0\0\0\06\0\0\0(\0\0\0", "BMP")]
    [InlineData("\0\0\u0001\0\u0001\0\u0010\u0010", "icon")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC")]
    [InlineData("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", "HEIC")]
    [InlineData("\0\0\0\u0018ftypisom\0\0\0\0isommp42", "video")]
    public async Task A_kind_that_is_not_accepted_is_named(string content, string kind)
    {
        var error = await ErrorAsync(Encoding.UTF8.GetBytes(content));

        Assert.Equal(ImageErrorCode.UnsupportedFormat, error.Code);
        Assert.Contains(kind, error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("<!DOCTYPE html><html><body><svg width='1'></svg>Not found</body></html>")]
    [InlineData("<html><body>Please sign in</body></html>")]
    [InlineData("{\"error\":\"no such file\"}")]
    [InlineData("BMW is a maker of cars")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task What_is_no_picture_is_refused(string content) =>
        Assert.Equal(ImageErrorCode.NotAnImage, (await ErrorAsync(Encoding.UTF8.GetBytes(content))).Code);

    [Fact]
    public async Task Random_bytes_are_refused()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);

        Assert.Equal(ImageErrorCode.NotAnImage, (await ErrorAsync(bytes)).Code);
    }

    [Fact]
    public async Task A_prologue_written_to_be_slow_is_refused_at_once()
    {
        var prologue = string.Concat(Enumerable.Repeat("<!-- -->", 500));
        var error = await ErrorAsync(Encoding.UTF8.GetBytes(prologue)).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(ImageErrorCode.NotAnImage, error.Code);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_no_fault_of_the_picture() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => RunAsync(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())));
}
