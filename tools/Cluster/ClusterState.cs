using System.Text.Json;
using System.Text.Json.Serialization;

namespace Products.Cluster;

/// <summary>What a cluster that runs is made of, as its runner keeps it in a file.</summary>
/// <param name="Url">The load balancer's.</param>
/// <param name="Logs">The folder of the logs.</param>
/// <param name="Temporary">The folder of the data that end with the cluster.</param>
/// <param name="Runner">The process that owns all others.</param>
/// <param name="Parts">All others; none until the cluster is ready.</param>
internal sealed record ClusterState(string Url, string Logs, string Temporary, Part Runner, IReadOnlyList<Part> Parts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [JsonIgnore]
    public bool IsStarting => Parts.Count == 0;

    /// <returns>Null when there is no cluster; a file that a crash of the machine has left torn is none.</returns>
    public static ClusterState? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ClusterState>(File.ReadAllText(FileOf(folder)), Json);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public static void Delete(string folder) => File.Delete(FileOf(folder));

    /// <summary>Whoever reads at this moment sees the state before, whole.</summary>
    public void Write(string folder)
    {
        var file = FileOf(folder);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string FileOf(string folder) => Path.Combine(folder, "state.json");
}
