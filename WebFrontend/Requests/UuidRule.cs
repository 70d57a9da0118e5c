using System.Text.Json;
using Products.Grains.Interfaces;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>An id, in the form of <see cref="Uuid"/>.</summary>
internal static class UuidRule
{
    public const string Expectation = "must be a UUID such as 0198c0de-0000-7000-8000-000000000001";

    public static Guid Read(JsonElement value, string field, FieldErrors errors)
    {
        if (TextRule.Read(value, field, errors) is not { } text)
        {
            return default;
        }

        if (!Uuid.TryParse(text, out var id))
        {
            errors.Add(field, Expectation);
        }

        return id;
    }
}
