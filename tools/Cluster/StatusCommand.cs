using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Products.Cluster;

/// <summary>Lists the parts of the cluster and how each is; first of all, where it is.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <returns>0 when each part is well.</returns>
    public static async Task<int> RunAsync(string folder)
    {
        if (ClusterState.Read(folder) is not { } state || !state.Runner.IsRunning)
        {
            await Console.Error.WriteLineAsync("The cluster is not up.");
            return 1;
        }

        if (state.IsStarting)
        {
            await Console.Error.WriteLineAsync("The cluster is starting.");
            return 1;
        }

        var healths = await Task.WhenAll(state.Parts.Select(LookAsync));
        Console.WriteLine(state.Url);
        foreach (var (part, health) in state.Parts.Zip(healths))
        {
            Console.WriteLine($"{part.Name,-18} pid {part.Id,-8} port {part.Port,-6} {health}");
        }

        Console.WriteLine($"logs: {state.Logs}");
        return healths.All(health => health is "healthy" or "listens") ? 0 : 1;
    }

    private static async Task<string> LookAsync(Part part)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return !part.IsRunning ? "ended" : part.Health is null ? await ConnectAsync(part, limit.Token) : await AskAsync(part, limit.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or OperationCanceledException)
        {
            return "does not answer";
        }
    }

    private static async Task<string> ConnectAsync(Part part, CancellationToken limit)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", part.Port, limit);
        return "listens";
    }

    /// <returns>The status, and each dependency that is not healthy.</returns>
    private static async Task<string> AskAsync(Part part, CancellationToken limit)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{part.Port}") };
        using var answer = await client.GetAsync(part.Health, limit);
        var text = await answer.Content.ReadAsStringAsync(limit);
        if (!text.StartsWith('{') || JsonNode.Parse(text) is not { } page)
        {
            return ((int)answer.StatusCode).ToString();
        }

        var troubles = (page["dependencies"]?.AsObject() ?? []).Where(check => (string?)check.Value?["status"] != "healthy")
            .Select(check => $"{check.Key}: {check.Value?["status"]} {check.Value?["description"]}");
        return string.Join("; ", troubles.Prepend(page["status"]?.ToString() ?? ""));
    }
}
