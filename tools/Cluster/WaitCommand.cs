namespace Products.Cluster;

/// <summary>Waits until the cluster is ready, and then says where it is.</summary>
internal static class WaitCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="folder">Of the cluster.</param>
    /// <param name="runner">The runner's process id.</param>
    public static async Task<int> RunAsync(string folder, int runner)
    {
        var process = Part.Of("runner", runner, 0);
        while (ClusterState.Read(folder) is not { IsStarting: false })
        {
            if (!process.IsRunning)
            {
                await Console.Error.WriteLineAsync($"The cluster did not start; see {Path.Combine(folder, "logs")}.");
                return 1;
            }

            await Task.Delay(Pause);
        }

        await StatusCommand.RunAsync(folder);
        return 0;
    }
}
