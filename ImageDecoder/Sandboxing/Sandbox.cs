using System.Runtime.InteropServices;

namespace Products.ImageDecoder.Sandboxing;

/// <summary>Gives up every right that decoding does not need; there is no way back.</summary>
internal static class Sandbox
{
    /// <returns>What this system cannot confine, for the log; empty when the confinement is complete.</returns>
    public static string Enter(DecodeLimits limits)
    {
        if (!OperatingSystem.IsLinux())
        {
            return $"there is no confinement on {RuntimeInformation.OSDescription}";
        }

        StopSignals.Ignore();
        string?[] missing = [ResourceLimits.Enter(limits), SystemCallFilter.Install()];
        return string.Join("; ", missing.OfType<string>());
    }
}
