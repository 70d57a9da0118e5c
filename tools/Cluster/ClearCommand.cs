namespace Products.Cluster;

/// <summary>Makes room for a new runner: ends what is left of a cluster whose runner was killed.</summary>
internal static class ClearCommand
{
    /// <returns>1 when the cluster is up.</returns>
    public static async Task<int> RunAsync(string folder)
    {
        if (ClusterState.Read(folder) is not { } state)
        {
            return 0;
        }

        if (state.Runner.IsRunning)
        {
            await Console.Error.WriteLineAsync("The cluster is up already: './cluster status' shows it, './cluster down' ends it.");
            return 1;
        }

        await DownCommand.EndAsync(state, folder);
        return 0;
    }
}
