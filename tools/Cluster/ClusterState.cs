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
    /// <summary>Changes when the machine starts, after which the process ids are those of others.</summary>
    private static readonly string CurrentBoot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Which start of the machine the processes belong to.</summary>
    public string Boot { get; init; } = CurrentBoot;

    [JsonIgnore]
    public bool IsStarting => Parts.Count == 0;

    /// <returns>Null when no cluster runs: also when the file is from before a restart of the machine, or a crash tore it.</returns>
    public static ClusterState? Read(string folder)
    {
        try
        {
            var state = JsonSerializer.Deserialize<ClusterState>(File.ReadAllText(FileOf(folder)), Json);
            return state?.Boot == CurrentBoot ? state : null;
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
