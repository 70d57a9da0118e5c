using Microsoft.Extensions.Options;
using Products.ImageWorker.Download;

namespace Products.ImageWorker.Tests.Download;

public sealed class TempFolderTests : IDisposable
{
    /// <summary>Above the highest id that Linux gives to a process.</summary>
    private const string Ended = "products-images-999999999";

    private readonly string _parent = Directory.CreateTempSubdirectory("products-temp-").FullName;

    private static string Running => $"products-images-{Environment.ProcessId}";

    [Fact]
    public void The_files_of_workers_that_crashed_are_removed()
    {
        Leave(Ended, "a.download");

        Open(Running);

        Assert.False(Directory.Exists(Path.Combine(_parent, Ended)));
    }

    [Fact]
    public void Those_of_workers_that_run_and_of_others_are_not()
    {
        string[] kept = [Leave("products-images-1", "a.download"), Leave("products-images-old", "a.download"), Leave(Ended, "notes.txt")]; // the process 1 always runs
        var elsewhere = Leave("elsewhere", "a.download");
        Directory.CreateSymbolicLink(Path.Combine(_parent, "products-images-999999998"), Path.GetDirectoryName(elsewhere)!);

        Open(Running);

        Assert.All([.. kept, elsewhere], file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void A_folder_whose_name_was_chosen_is_nobody_elses_broom()
    {
        var kept = Leave(Ended, "a.download");

        Open("downloads");

        Assert.True(File.Exists(kept));
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    private string Leave(string folder, string file)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_parent, folder)).FullName, file);
        File.WriteAllText(path, "left over");
        return path;
    }

    private void Open(string name) => _ = new TempFolder(Options.Create(new ImageOptions { TempPath = Path.Combine(_parent, name) }));
}
