namespace Products.Cluster;

/// <summary>Stops the cluster in order; what its runner has left behind, as when it was killed, is ended, each by its own id.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan OrderlyStop = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan SuddenEnd = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string folder)
    {
        if (ClusterState.Read(folder) is not { } state)
        {
            await Console.Error.WriteLineAsync("The cluster is not up.");
            return 0;
        }

        state.Runner.AskToStop();
        var orderly = await state.Runner.EndedAsync(OrderlyStop);
        if (!orderly)
        {
            await Console.Error.WriteLineAsync("The cluster does not stop; it is ended.");
        }

        await EndAsync(state, folder);
        return orderly ? 0 : 1;
    }

    /// <summary>Ends all that there is of a cluster at once.</summary>
    public static async Task EndAsync(ClusterState state, string folder)
    {
        Part[] parts = [state.Runner, .. state.Parts, .. state.Runner.Session];
        foreach (var part in parts)
        {
            part.End();
        }

        var reaped = await Task.WhenAll(parts.Select(part => part.ReapedAsync(SuddenEnd)));
        if (reaped.Contains(false))
        {
            Console.WriteLine("An ended process is not reaped yet; Postgres may refuse to start until it is.");
        }

        ClusterState.Delete(folder);
        DeleteTemporary(state.Temporary);
    }

    /// <summary>Only a folder that <c>./cluster</c> has made.</summary>
    private static void DeleteTemporary(string temporary)
    {
        try
        {
            Delete(temporary);
        }
        catch (DirectoryNotFoundException)
        {
            // ./cluster up, whose start was broken off, deletes it as well.
        }
    }

    private static void Delete(string temporary)
    {
        if (Path.GetFileName(Path.TrimEndingDirectorySeparator(temporary)).StartsWith("products-cluster-", StringComparison.Ordinal) && Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
