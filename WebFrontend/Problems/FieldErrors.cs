namespace Products.WebFrontend.Problems;

/// <summary>What is wrong with the fields of a request, gathered so that the client learns all of it at once.</summary>
/// <remarks>A field at the top level goes by its name, one below by its JSON pointer (RFC 6901).</remarks>
internal sealed class FieldErrors
{
    private const int MaxErrors = 50;
    private const int MaxNameLength = 100;

    private readonly Dictionary<string, IReadOnlyList<string>> _byField = new(StringComparer.Ordinal);
    private int _count;

    public bool Any => _count > 0;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByField => _byField;

    /// <param name="field">The field; a longer name is cut, and after 50 errors no more are noted.</param>
    /// <param name="error">Completes a sentence that starts with the field's name.</param>
    public FieldErrors Add(string field, string error)
    {
        var name = field.Length > MaxNameLength ? field[..MaxNameLength] : field;
        if (_count < MaxErrors)
        {
            _count++;
            _byField[name] = [.. _byField.GetValueOrDefault(name, []), error];
        }

        return this;
    }

    /// <summary>The JSON pointer of an element of a top-level array.</summary>
    public static string Element(string array, int index) => $"/{array}/{index}";
}
