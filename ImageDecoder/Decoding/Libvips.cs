using NetVips;
using static NetVips.Enums;

namespace Products.ImageDecoder.Decoding;

/// <summary>The process-wide settings of libvips.</summary>
internal static class Libvips
{
    private static readonly string[] AcceptedLoaders =
    [
        "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp", "VipsForeignLoadHeif",
    ];

    /// <summary>
    /// Each corrupt row is a warning, and a hostile image has many; what matters is in the exception. The delegate must
    /// live as long as the process, for libvips calls it from its own threads.
    /// </summary>
    private static readonly Log.LogDelegate Silence = (_, _, _) => { };

    /// <summary>Must have run before the first image is opened. Safe to repeat.</summary>
    /// <exception cref="DllNotFoundException">The native library of this platform is missing.</exception>
    public static void Configure()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new DllNotFoundException("libvips could not be loaded.", ModuleInitializer.Exception);
        }

        UseOneCore();
        BlockOtherLoaders();
        Log.SetLogHandler("VIPS", LogLevelFlags.All, Silence);
    }

    /// <summary>
    /// One process a core is faster than all cores on one image (21 images/s against 12), and no two images share an operation.
    /// </summary>
    private static void UseOneCore()
    {
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
    }

    /// <summary>
    /// Whatever a file claims to be, no other decoder is reached: neither those libvips calls untrusted nor the rest.
    /// </summary>
    private static void BlockOtherLoaders()
    {
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in AcceptedLoaders)
        {
            Operation.Block(loader, false);
        }
    }
}
