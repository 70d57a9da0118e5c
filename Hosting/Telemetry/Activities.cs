namespace Products.Hosting.Telemetry;

/// <summary>The web server's own spans.</summary>
internal static class Activities
{
    private const string WithoutTags = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    /// <summary>
    /// Has them named and tagged as OpenTelemetry wants it, which .NET 10 leaves to a library unless told otherwise. The library costs each
    /// request more, and <see cref="TraceSampler"/> reads the path among the tags.
    /// </summary>
    public static void FillIn() => AppContext.SetSwitch(WithoutTags, false);
}
