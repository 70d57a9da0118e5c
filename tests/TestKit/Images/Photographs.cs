namespace Products.TestKit;

/// <summary>Real photographs, from Debian's <c>mate-backgrounds</c>; <c>TEST_PHOTOS</c> names another folder with them.</summary>
public static class Photographs
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("TEST_PHOTOS") ?? "/usr/share/backgrounds/mate";

    /// <summary>18 megapixels, 16 MB.</summary>
    public static string Elephants => Path.Combine(Folder, "abstract", "Elephants_5640x3172.jpg");

    /// <summary>A small one, 80 KB.</summary>
    public static string Flower => Path.Combine(Folder, "nature", "FreshFlower.jpg");
}
