using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.HostileDecoder;
using Products.ImageWorker.Decoding;
using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker.Tests.Decoding;

/// <summary>Images that have taken over their decoder: each fails, and the next image is decoded.</summary>
public sealed class ConfinementTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly ImageOptions _options = new()
    {
        Concurrency = 1,
        Variants = "compressed.webp",
        DecodeTimeout = TimeSpan.FromSeconds(20),
    };

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
            "socket", "execve", "fork", "clone", "ptrace", "process_vm_readv", "kill", "tgkill", "environ", "passwd", "write",
            "unlink", "prlimit", "io_uring", "seccomp", "fcntl-owner", "fcntl-flags",
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

        Assert.Equal(ImageErrorCode.DecoderTimeout, failure.Error.Code);
        Assert.Contains("exit code 152", failure.InnerException!.Message, StringComparison.Ordinal); // SIGXCPU
    }

    [Fact]
    public async Task A_process_has_nothing_of_its_parent_but_pipes_and_its_own_program()
    {
        Environment.SetEnvironmentVariable("S3__SecretKey", "of the worker");
        using var inherited = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var pipe = new FileInfo($"/proc/self/fd/{inherited.GetClientHandleAsString()}").LinkTarget;
        var (environment, files) = await _decoders.UseAsync(
            (decoder, _) => Task.FromResult((File.ReadAllText($"/proc/{decoder.Id}/environ"), OpenFiles(decoder.Id))),
            TestContext.Current.CancellationToken);

        Assert.All(
            environment.Split('\0', StringSplitOptions.RemoveEmptyEntries),
            variable => Assert.Matches("^(DOTNET|MALLOC)_", variable));
        Assert.All(files, file => Assert.Matches(@"^pipe:|\.dll$|^/dev/null$", file));
        Assert.StartsWith("pipe:", pipe, StringComparison.Ordinal);
        Assert.DoesNotContain(pipe, files);
    }

    /// <summary>
    /// A supervisor may send the signal to the worker's whole process group; the worker still has images to finish.
    /// </summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_process_goes_on_when_it_is_asked_to_stop(string signal)
    {
        await IsDecodedAsync();
        var id = await ProcessAsync();
        using var kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        await IsDecodedAsync();
        Assert.Equal(id, await ProcessAsync());
    }

    [Fact]
    public async Task A_process_is_replaced_after_100_images()
    {
        var id = await ProcessAsync();
        for (var image = 0; image < DecoderProcess.MaxImages; image++)
        {
            await IsDecodedAsync();
        }

        Assert.NotEqual(id, await ProcessAsync());
    }

    [Fact]
    public async Task A_process_that_writes_errors_without_end_does_not_wait_for_its_reader()
    {
        Assert.Equal(ImageErrorCode.Corrupt, (await FailureAsync("errors")).Error.Code);
        await IsDecodedAsync();
    }

    public void Dispose()
    {
        _decoders.Dispose();
        File.Delete(_path);
    }

    private static string[] OpenFiles(int process) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget!)];

    private Task<int> ProcessAsync() =>
        _decoders.UseAsync((decoder, _) => Task.FromResult(decoder.Id), TestContext.Current.CancellationToken);

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
