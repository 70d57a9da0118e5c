using System.Text;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.HostileDecoder;
using Products.ImageWorker.Decoding;
using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker.Tests.Decoding;

/// <summary>Images that have taken over their decoder: each fails alone, and the next image is decoded.</summary>
public sealed class ConfinementTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly ImageOptions _options = new() { Concurrency = 1, Variants = "compressed.webp", DecodeTimeout = TimeSpan.FromSeconds(20) };
    private readonly DecoderPool _decoders;
    private readonly ImagePipeline _pipeline;

    public ConfinementTests()
    {
        _decoders = Decoders.Hostile(_options);
        _pipeline = new ImagePipeline(_decoders, Options.Create(_options));
    }

    [Fact]
    public async Task The_kernel_refuses_every_call_that_leads_out_of_the_process()
    {
        string[] deeds =
        [
            "socket", "execve", "fork", "clone", "ptrace", "process_vm_readv", "kill", "tgkill", "environ", "passwd", "write", "unlink", "prlimit",
            "io_uring", "seccomp",
        ];
        var outcomes = new List<string?>();
        foreach (var deed in deeds)
        {
            outcomes.Add((await FailureAsync($"{deed} {Environment.ProcessId}")).InnerException?.Message);
        }

        Assert.Equal(deeds.Select(deed => $"refused {deed}"), outcomes);
        await IsDecodedAsync();
    }

    [Theory]
    [InlineData("allocate", ImageErrorCode.TooMuchMemory, false)]
    [InlineData("abort", ImageErrorCode.DecoderCrashed, true)]
    [InlineData("crash", ImageErrorCode.DecoderCrashed, true)]
    [InlineData("wrong-variant", ImageErrorCode.DecoderCrashed, true)]
    [InlineData("unknown-reply", ImageErrorCode.DecoderCrashed, true)]
    [InlineData("huge-reply", ImageErrorCode.DecoderCrashed, true)]
    [InlineData("out-of-turn", ImageErrorCode.DecoderCrashed, true)]
    public async Task A_process_that_dies_or_lies_fails_its_image_and_is_replaced(string deed, string code, bool retryable)
    {
        var error = (await FailureAsync(deed)).Error;

        Assert.Equal((code, retryable), (error.Code, error.Retryable));
        await IsDecodedAsync();
    }

    [Fact]
    public async Task A_process_that_never_ends_is_ended_at_the_time_limit()
    {
        _options.DecodeTimeout = TimeSpan.FromSeconds(1);
        var error = (await FailureAsync("loop")).Error;
        _options.DecodeTimeout = TimeSpan.FromSeconds(20);

        Assert.Equal((ImageErrorCode.DecoderTimeout, true), (error.Code, error.Retryable));
        await IsDecodedAsync();
    }

    /// <summary>A worker that was killed cannot end it.</summary>
    [Fact]
    public async Task The_kernel_ends_a_process_that_uses_too_much_processor_time()
    {
        _options.DecodeTimeout = TimeSpan.FromMinutes(1);
        var failure = await Assert.ThrowsAsync<ImageFailedException>(() => _decoders.UseAsync(
            async (decoder, limit) =>
            {
                var image = Image("loop");
                await decoder.SendAsync(new(default, (int)image.Length, 1, ProcessorSeconds: 1, ["compressed.webp"]), image, limit);
                return await decoder.ReadAsync<ImageDecoder.Protocol.Reply.Decoded>(limit);
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(ImageErrorCode.DecoderCrashed, failure.Error.Code);
        Assert.Contains("exit code 152", failure.InnerException!.Message, StringComparison.Ordinal); // SIGXCPU
    }

    [Fact]
    public async Task A_process_has_nothing_of_its_parent_but_pipes_and_its_own_program()
    {
        Environment.SetEnvironmentVariable("S3__SecretKey", "of the worker");
        var (environment, files) = await _decoders.UseAsync(
            (decoder, _) => Task.FromResult((File.ReadAllText($"/proc/{decoder.Id}/environ"), OpenFiles(decoder.Id))),
            TestContext.Current.CancellationToken);

        Assert.All(environment.Split('\0', StringSplitOptions.RemoveEmptyEntries), variable => Assert.Matches("^(DOTNET|MALLOC)_", variable));
        Assert.All(files, file => Assert.Matches(@"^pipe:|\.dll$|^/dev/null$", file));
    }

    public void Dispose()
    {
        _decoders.Dispose();
        File.Delete(_path);
    }

    private static string[] OpenFiles(int process) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget!)];

    private static MemoryStream Image(string deed) => new([.. Deeds.Marker, .. Encoding.ASCII.GetBytes(deed)]);

    private async Task<ImageFailedException> FailureAsync(string deed)
    {
        await File.WriteAllBytesAsync(_path, Image(deed).ToArray());
        return await Assert.ThrowsAsync<ImageFailedException>(() => _pipeline.RunAsync(_path, TestContext.Current.CancellationToken));
    }

    private async Task IsDecodedAsync()
    {
        await File.WriteAllBytesAsync(_path, Pictures.Quadrants(64, 48).JpegsaveBuffer());
        Assert.Single((await _pipeline.RunAsync(_path, TestContext.Current.CancellationToken)).Variants);
    }
}
