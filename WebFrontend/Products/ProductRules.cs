using System.Text.Json;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>What each field of a product may hold.</summary>
internal sealed class ProductRules(ProductLimits limits)
{
    public const string DefaultCurrency = "USD";

    public FieldRule<string> Name => TextRule.Of(1, limits.MaxNameLength);

    public FieldRule<string> Description => TextRule.Of(0, limits.MaxDescriptionLength, lines: true);

    public FieldRule<decimal> Price => PriceRule.Of(limits.MaxPrice);

    public FieldRule<string> AltText => TextRule.Of(0, limits.MaxAltTextLength);

    /// <summary>An ISO 4217 code, by its form.</summary>
    public static FieldRule<string> Currency => ReadCurrency;

    /// <summary>An absolute http(s) URL.</summary>
    public FieldRule<string> ImageUrl => (value, name, errors) =>
        Check(value, name, errors, IsUrl, $"must be an absolute http or https URL of at most {limits.MaxUrlLength} characters");

    /// <summary>A URL, or an <c>upload:</c> source that the product has already.</summary>
    public FieldRule<string> ImageSourceUrl => (value, name, errors) =>
        Canonical(Check(value, name, errors, text => IsUrl(text) || IsUpload(text),
            $"must be an absolute http or https URL of at most {limits.MaxUrlLength} characters, or an upload: source of this product"));

    public FieldRule<IReadOnlyList<string>> ImageUrls => ListRule.Of(ImageUrl, limits.MaxImages);

    public FieldRule<IReadOnlyList<string>> ImageSourceUrls => (value, name, errors) =>
    {
        var sources = ListRule.Of(ImageSourceUrl, limits.MaxImages)(value, name, errors);
        RefuseRepeatedUploads(sources, name, errors);
        return sources;
    };

    private static string ReadCurrency(JsonElement value, string field, FieldErrors errors) =>
        Check(value, field, errors, text => text.Length == 3 && text.All(char.IsAsciiLetterUpper), "must be three capital letters (ISO 4217)");

    private static string Check(JsonElement value, string field, FieldErrors errors, Func<string, bool> holds, string expectation)
    {
        var text = TextRule.Read(value, field, errors);
        if (text is not null && !holds(text))
        {
            errors.Add(field, expectation);
        }

        return text ?? "";
    }

    /// <summary>An uploaded file is one image; what is fetched from a URL may be several.</summary>
    private static void RefuseRepeatedUploads(IReadOnlyList<string> sources, string field, FieldErrors errors)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, source) in sources.Index())
        {
            if (IsUpload(source) && !first.TryAdd(source, index))
            {
                errors.Add(FieldErrors.Element(field, index), $"is the same upload as {FieldErrors.Element(field, first[source])}");
            }
        }
    }

    private static bool IsUpload(string text) =>
        ImageSource.IsUpload(text) && Uuid.TryParse(text.AsSpan(text.IndexOf(':') + 1), out _);

    /// <summary>As the product has it: the id in lower case.</summary>
    private static string Canonical(string source) => IsUpload(source) ? source.ToLowerInvariant() : source;

    private bool IsUrl(string text) =>
        text.Length <= limits.MaxUrlLength
        && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Host.Length > 0;
}
