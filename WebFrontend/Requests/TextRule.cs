using System.Text.Json;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>What every text from a client must be: whole Unicode without control characters, and not too long.</summary>
/// <remarks>Length is counted in Unicode code points, as JSON Schema and Postgres count it.</remarks>
internal static class TextRule
{
    private const string LineCharacters = "\n\r\t";

    public static FieldRule<string> Of(int min, int max, bool lines = false) => (value, field, errors) =>
    {
        var text = Read(value, field, errors);
        if (text is not null && ErrorIn(text, min, max, lines) is { } error)
        {
            errors.Add(field, error);
        }

        return text ?? "";
    };

    /// <returns>What is wrong with the text, or null.</returns>
    public static string? ErrorIn(string text, int min, int max, bool lines = false) =>
        text.Any(c => char.IsControl(c) && !(lines && LineCharacters.Contains(c))) ? "must not contain control characters"
        : min > 0 && !Visible.IsIn(text) ? "must not be blank"
        : LengthOf(text) is var length && (length < min || length > max) ? $"must be {min} to {max} characters long"
        : null;

    /// <returns>The text, or null when the value is none; then an error is noted.</returns>
    public static string? Read(JsonElement value, string field, FieldErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(field, "must be a string");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            errors.Add(field, "must not contain half of a surrogate pair");
            return null;
        }
    }

    private static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
