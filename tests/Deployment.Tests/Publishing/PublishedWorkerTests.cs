using System.Diagnostics;

namespace Products.Deployment.Tests.Publishing;

/// <summary>Programs as the images contain them.</summary>
public sealed class PublishedWorkerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-published-").FullName;

    /// <summary>It writes a reply once it has found and tried libvips, and ends because its input does.</summary>
    [Theory]
    [InlineData("ImageWorker")]
    [InlineData("Standalone")]
    public async Task It_contains_a_decoder_that_starts(string program)
    {
        var project = Repository.Path(program, $"{program}.csproj");
        var configuration = new DirectoryInfo(Path.GetDirectoryName(Repository.Program(program))!).Parent!.Name;
        await RunAsync(
            "publish", project, "--no-build", "--configuration", configuration, "--output", _folder, "-nodeReuse:false");

        Assert.NotEmpty(await RunAsync("exec", Path.Combine(_folder, "ImageDecoder.dll"), "400000000", "60"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
