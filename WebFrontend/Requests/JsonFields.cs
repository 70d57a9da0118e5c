using System.Text.Json;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>The fields of a JSON object, read one by one; every error is noted, so that the client learns all of them at once.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private readonly bool _isObject;

    public JsonFields(JsonElement body)
    {
        _isObject = body.ValueKind == JsonValueKind.Object;
        if (_isObject)
        {
            _fields = body.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        }
        else
        {
            Errors.Add("", "must be a JSON object");
        }
    }

    public FieldErrors Errors { get; } = new();

    public bool Has(string name)
    {
        _known.Add(name);
        return _fields.ContainsKey(name);
    }

    /// <summary>A field that must be there.</summary>
    public T Required<T>(string name, FieldRule<T> rule)
    {
        if (Has(name))
        {
            return rule(_fields[name], name, Errors);
        }

        if (_isObject)
        {
            Errors.Add(name, "is required");
        }

        return default!;
    }

    /// <summary>A field that may be absent or null, and then is <paramref name="otherwise"/>.</summary>
    public T Optional<T>(string name, FieldRule<T> rule, T otherwise) =>
        Has(name) && _fields[name].ValueKind != JsonValueKind.Null ? rule(_fields[name], name, Errors) : otherwise;

    /// <summary>Notes each field that nobody asked for. Call it last.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in _fields.Keys.Where(name => !_known.Contains(name)))
        {
            Errors.Add(name, "is not a field of this request");
        }
    }
}
