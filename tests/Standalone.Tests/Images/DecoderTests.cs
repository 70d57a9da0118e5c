using System.Diagnostics;
using Products.Client;
using Products.Servers;
using Products.Servers.Processes;

namespace Products.Standalone.Tests.Images;

/// <summary>The decoder processes of a real worker, which are killed and stopped.</summary>
public sealed class DecoderTests : IDisposable
{
    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-decoder-").FullName;

    [Fact]
    public async Task An_image_whose_decoder_is_killed_is_ready_after_a_retry_and_the_worker_goes_on()
    {
        await using var source = await PictureServer.ServingAsync(Pictures.Quadrants(64, 48).JpegsaveBuffer());
        await using var host = await HostProcess.StartAsync(_dataPath, "--Images:Concurrency=1", "--Images:RetryDelays=00:00:00.1");
        var user = await host.Api.CreateUserAsync();
        Assert.Equal(ImagesStatus.Ready, await MadeAsync(host, user, $"{source.Url}/1.jpg"));

        var decoder = Assert.Single(FamilyMemory.ChildrenOf(host.Id));
        await SignalAsync(decoder, "STOP");
        var product = await host.Api.CreateProductAsync(user, $"{source.Url}/2.jpg");
        await Until.TrueAsync(() => Task.FromResult(host.Log.Count(line => line.Contains("Image fetched", StringComparison.Ordinal))), fetched => fetched == 2);
        await SignalAsync(decoder, "KILL");

        Assert.Equal(ImagesStatus.Ready, (await host.Api.WhenDoneAsync(product)).ImageStatus);
        Assert.Contains(host.Log, line => line.Contains("decoder_crashed", StringComparison.Ordinal));
        Assert.NotEqual(decoder, Assert.Single(FamilyMemory.ChildrenOf(host.Id)));
    }

    [Fact]
    public async Task An_image_whose_decoder_hangs_fails_at_the_time_limit_and_its_neighbour_does_not_wait_for_it()
    {
        await using var source = await PictureServer.ServingAsync(Pictures.Quadrants(64, 48).JpegsaveBuffer());
        await using var host = await HostProcess.StartAsync(
            _dataPath, "--Images:Concurrency=2", "--Images:RetryDelays=", "--Images:DecodeTimeout=00:00:10");
        var user = await host.Api.CreateUserAsync();
        await MadeAsync(host, user, $"{source.Url}/1.jpg");

        await SignalAsync(Assert.Single(FamilyMemory.ChildrenOf(host.Id)), "STOP");
        var products = new List<Guid>();
        for (var image = 2; image < 6; image++)
        {
            products.Add(await host.Api.CreateProductAsync(user, $"{source.Url}/{image}.jpg"));
        }

        var codes = new List<string?>();
        foreach (var product in products)
        {
            codes.Add((await host.Api.WhenDoneAsync(product)).Images.Single().Error?.Code);
        }

        Assert.Equal([null, null, null, "decoder_timeout"], codes.Order());
    }

    [Fact]
    public async Task Decoders_end_with_a_worker_that_is_killed()
    {
        await using var source = await PictureServer.ServingAsync(Pictures.Quadrants(64, 48).JpegsaveBuffer());
        await using var host = await HostProcess.StartAsync(_dataPath, "--Images:Concurrency=1");
        await MadeAsync(host, await host.Api.CreateUserAsync(), $"{source.Url}/1.jpg");
        var decoder = Assert.Single(FamilyMemory.ChildrenOf(host.Id));

        await host.KillAsync();

        await Until.TrueAsync(() => Task.FromResult(IsRunning(decoder)), running => !running);
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);

    private static async Task<ImagesStatus> MadeAsync(HostProcess host, Guid user, string url) =>
        (await host.Api.WhenDoneAsync(await host.Api.CreateProductAsync(user, url))).ImageStatus;

    private static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        await kill.WaitForExitAsync();
    }

    private static bool IsRunning(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
