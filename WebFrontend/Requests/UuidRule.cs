using System.Text.Json;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>A UUID in its usual form of 36 characters.</summary>
internal static class UuidRule
{
    public static Guid Read(JsonElement value, string field, FieldErrors errors)
    {
        if (TextRule.Read(value, field, errors) is not { } text)
        {
            return default;
        }

        if (!Guid.TryParseExact(text, "D", out var id))
        {
            errors.Add(field, "must be a UUID");
        }

        return id;
    }
}
