using System.Text;
using Microsoft.AspNetCore.Http;
using Products.Client;
using Products.Servers;
using Products.Servers.Processes;

namespace Products.Standalone.Tests.Images;

/// <summary>Every kind of picture and of trouble through one host, which must come to the right end with each and stay small.</summary>
public sealed class NastyImageTests : IDisposable
{
    /// <summary>Of the process and its decoders.</summary>
    private const long MaxMemory = 700_000_000;

    private const string Ready = nameof(ImageStatus.Ready);

    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-nasty-").FullName;

    private readonly Dictionary<string, (RequestDelegate Answer, string End)> _sources = [];

    [Fact]
    public async Task Each_comes_to_its_right_end_with_a_dead_letter_if_it_failed_and_the_process_and_its_decoders_stay_under_700_MB()
    {
        AddGoodPictures();
        AddBadPictures();
        AddBadServers();
        await using var server = await PictureServer.StartAsync(context => _sources[context.Request.Path.Value![1..]].Answer(context));
        await using var host = await HostProcess.StartAsync(_dataPath,
            "--Images:RetryDelays=", "--Images:MaxBytes=20000000", "--Images:IdleTimeout=00:00:05", "--Images:DownloadTimeout=00:00:10",
            "--Images:DecodeTimeout=00:02:00");

        using var memory = new FamilyMemory(host.Id);
        var user = await host.Api.CreateUserAsync();
        var products = new Dictionary<string, Guid>();
        foreach (var name in _sources.Keys)
        {
            products[name] = await host.Api.CreateProductAsync(user, $"{server.Url}/{name}");
        }

        var ends = new Dictionary<string, string>();
        foreach (var (name, id) in products)
        {
            var image = (await host.Api.WhenDoneAsync(id)).Images.Single();
            ends[name] = image.Error?.Code ?? image.Status.ToString();
        }

        Assert.DoesNotContain(ends, end => end.Value != _sources[end.Key].End);
        await AssertLettersAsync(host, ends.Values.Where(end => end != Ready));
        TestContext.Current.TestOutputHelper?.WriteLine($"peak resident memory {memory.Peak / 1_000_000} MB, idle decoders {memory.Children() / 1_000_000} MB");
        Assert.InRange(memory.Peak, MaxMemory / 10, MaxMemory);
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);

    private static async Task AssertLettersAsync(HostProcess host, IEnumerable<string> codes)
    {
        var letters = (await host.Api.ListDeadLettersAsync(limit: 100)).Result.Items;
        Assert.Equal(codes.Order(), letters.Select(letter => letter.Reason.Code).Order());
    }

    private void AddGoodPictures()
    {
        var picture = Pictures.Quadrants(1200, 800);
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            Add($"orientation-{orientation}.jpg", picture.With("orientation", orientation).JpegsaveBuffer());
        }

        Add("cmyk.jpg", picture.IccTransform("cmyk", inputProfile: "srgb").JpegsaveBuffer());
        Add("p3.jpg", picture.IccTransform("p3", inputProfile: "srgb").JpegsaveBuffer());
        Add("deep.png", picture.Deep().PngsaveBuffer());
        Add("palette.png", picture.PngsaveBuffer(palette: true));
        Add("alpha.png", picture.WithAlpha(128).PngsaveBuffer());
        Add("animated.gif", picture.Then(Pictures.Plain(1200, 800, Pictures.Red)).GifsaveBuffer());
        Add("avif.avif", picture.Avif());
        Add("lie.txt", picture.WebpsaveBuffer());
        var large = Pictures.Quadrants(7000, 7000).JpegsaveBuffer(interlace: true);
        Add("progressive-49-megapixels-1.jpg", large);
        Add("progressive-49-megapixels-2.jpg", large);
    }

    private void AddBadPictures()
    {
        var jpeg = File.ReadAllBytes(Photographs.Flower);
        Add("truncated.jpg", jpeg[..(jpeg.Length / 2)], "corrupt_image");
        Add("empty.jpg", [], "empty_body");
        Add("page.jpg", "<!DOCTYPE html><html>Not found</html>"u8.ToArray(), "not_an_image");
        Add("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "unsupported_format");
        Add("paper.pdf", "%PDF-1.7\n"u8.ToArray(), "unsupported_format");
        Add("heic.heic", Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "unsupported_format");
        Add("400-megapixels.png", Pictures.PngDeclaring(20_000, 20_000), "too_many_pixels");
        Add("text.png", Bombs.PngText("zTXt", 90, 48_000_000), "too_complex");
        Add("text-below-the-limit.png", Bombs.PngText("zTXt", 3, 48_000_000));
        Add("international-text.png", Bombs.PngText("iTXt", 90, 48_000_000), "too_complex");
        Add("frames.gif", Bombs.Gif(1_000_000), "too_complex");
        Add("frames-below-the-limit.gif", Bombs.Gif(10_000));
        Add("frames.avif", Bombs.Avif(4240, 500), "too_complex");
        Add("frames-below-the-limit.avif", Bombs.Avif(4240, 4));
        Add("over-the-cap.jpg", new byte[20_000_001], "too_many_bytes");
    }

    private void AddBadServers()
    {
        var jpeg = File.ReadAllBytes(Photographs.Flower);
        Add("longer-than-declared.jpg", context => RawAsync(context, jpeg.Length - 10, jpeg), "length_mismatch");
        Add("shorter-than-declared.jpg", context => RawAsync(context, jpeg.Length + 10, jpeg), "length_mismatch");
        Add("endless.jpg", EndlessAsync, "too_many_bytes");
        Add("drip.jpg", context => DripAsync(context, jpeg), "timeout");
        Add("silent.jpg", context => Task.Delay(Timeout.Infinite, context.RequestAborted), "timeout");
        Add("gone.jpg", context => StatusAsync(context, StatusCodes.Status410Gone), "not_found");
        Add("secret.jpg", context => StatusAsync(context, StatusCodes.Status403Forbidden), "access_denied");
        Add("broken.jpg", context => StatusAsync(context, StatusCodes.Status503ServiceUnavailable), "source_error");
    }

    private void Add(string name, byte[] body, string end = Ready) => Add(name, context => PictureServer.WriteAsync(context, body), end);

    private void Add(string name, RequestDelegate answer, string end) => _sources.Add(name, (answer, end));

    /// <summary>The server would not let a handler declare a wrong length, so the answer is written past it.</summary>
    private static async Task RawAsync(HttpContext context, int declared, byte[] body)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()!.DisableBuffering();
        var upgrade = context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionTransportFeature>()!.Transport.Output;
        await upgrade.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {declared}\r\nConnection: close\r\n\r\n"));
        await upgrade.WriteAsync(body);
        context.Abort();
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(new byte[65536], context.RequestAborted);
        }
    }

    private static async Task DripAsync(HttpContext context, byte[] body)
    {
        foreach (var one in body)
        {
            await context.Response.Body.WriteAsync(new[] { one }, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(500, context.RequestAborted);
        }
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
