using System.Text.Json;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>An array whose elements all keep one rule.</summary>
internal static class ListRule
{
    public static FieldRule<IReadOnlyList<T>> Of<T>(FieldRule<T> element, int max) => (value, field, errors) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(field, "must be an array");
            return [];
        }

        if (value.GetArrayLength() > max)
        {
            errors.Add(field, $"must have at most {max} elements");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, index) => element(item, FieldErrors.Element(field, index), errors))];
    };
}
