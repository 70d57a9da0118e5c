using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Products.TestKit;

/// <summary>The lines of the README, pasted into a shell.</summary>
public static class ReadmeLines
{
    /// <summary>Runs them against a shop, and asserts that they print what a reader would expect.</summary>
    public static async Task WorkAsync(Uri shop)
    {
        await using var photos = await PictureServer.ServingAsync(await File.ReadAllBytesAsync(Photographs.Flower));
        var output = await RunAsync(Lines(), new()
        {
            ["SHOP"] = shop.ToString().TrimEnd('/'),
            ["PHOTO_1"] = $"{photos.Url}/1.jpg",
            ["PHOTO_2"] = $"{photos.Url}/2.jpg",
        });

        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var product = JsonNode.Parse(answers[0])!;
        Assert.Equal("ready", product.Text("image_status"));
        Assert.Equal(2, product.Items("compressed_product_images").Count);
        Assert.All(product.Items("images"), image => Assert.Equal(
            ["compressed.webp", "compressed.avif", "thumbnail.webp"], image.Items("variants").Select(variant => $"{variant["name"]}.{variant["format"]}")));
        Assert.All(answers[1..4], list => Assert.Contains(product.Text("id"), JsonNode.Parse(list)!.Items("items").Select(item => item.Text("id"))));
        Assert.Equal(9.99m, (decimal)JsonNode.Parse(answers[4])!["product_price"]!);
        Assert.Equal("204", answers[5]);
    }

    private static string Lines() => File.ReadAllText(Repository.Path("README.md")).Split("```bash\n")[1].Split("```")[0];

    private static async Task<string> RunAsync(string lines, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", lines]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
