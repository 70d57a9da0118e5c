using Products.Servers;

namespace Products.Standalone.Tests;

public sealed class StartTests : IDisposable
{
    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-start-").FullName;

    [Fact]
    public async Task A_host_that_is_told_to_stop_while_it_starts_stops_in_order()
    {
        await using var host = HostProcess.Launch(_dataPath, new Dictionary<string, string>());
        await Until.TrueAsync(() => Task.FromResult(File.Exists(Path.Combine(_dataPath, "lock"))), started => started);

        Assert.Equal(0, await host.StopAsync());
        Assert.DoesNotContain(host.Log, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);
}
