using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Products;

/// <summary>How often products are asked to change, and what came of it, in the meter <c>Products.Silo.Changes</c>.</summary>
internal static class ChangeFigures
{
    private static readonly Meter Meter = new("Products.Silo.Changes");

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "products.changes", "{change}", "Changes that products were asked for, by kind and outcome.");

    private static readonly Counter<long> Images = Meter.CreateCounter<long>(
        "products.images.finished", "{image}", "Images that became ready, or failed for good.");

    private static readonly FrozenDictionary<ChangeStatus, string> Names = Enum.GetValues<ChangeStatus>()
        .ToFrozenDictionary(status => status, status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()));

    public static ProductChange Count(string kind, ProductChange change)
    {
        Changes.Add(1, new("kind", kind), new("outcome", Names[change.Status]));
        return change;
    }

    public static void CountResult(RecordOutcome outcome, ImageResult result)
    {
        if (outcome == RecordOutcome.Recorded)
        {
            Images.Add(1, new KeyValuePair<string, object?>("outcome", result.Error is null ? "ready" : "failed"));
        }
    }
}
