using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Products.Servers.Processes;

namespace Products.Deployment.Tests.Cluster;

/// <summary>The script <c>./cluster</c>, on a folder and a port of its own.</summary>
internal sealed class ClusterCommand : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();

    public string Folder { get; } = CreateFolder();

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");

    /// <summary>The process that owns the cluster, by the script's file of its state.</summary>
    public int Runner => (int)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "state.json")))!["runner"]!["id"]!;

    public async Task SucceedAsync(string command)
    {
        var (code, output) = await RunAsync(command);
        Assert.True(code == 0, $"./cluster {command} ended with {code}: {output}");
    }

    /// <returns>The exit code, and all that it printed.</returns>
    public async Task<(int Code, string Output)> RunAsync(string command)
    {
        await using var script = new ManagedProcess("cluster", () => Recipe(command));
        script.Start();
        var code = await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (code, string.Join('\n', script.Log));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down --delete");
        Directory.Delete(Folder, recursive: true);
    }

    private ProcessStartInfo Recipe(string command)
    {
        var start = new ProcessStartInfo(Repository.Path("cluster"), command.Split(' '));
        start.Environment["CLUSTER_FOLDER"] = Folder;
        start.Environment["CLUSTER_BUILT"] = "true"; // the programs are in use, and ./test full counts the lines that they run
        start.Environment["CLUSTER_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["Images__AllowPrivateNetworks"] = "true";
        return start;
    }

    /// <summary>One that the account of Postgres may pass through, so that the data are below it for root too.</summary>
    private static string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("cluster-command-");
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= UnixFileMode.OtherExecute;
        }

        return folder.FullName;
    }
}
