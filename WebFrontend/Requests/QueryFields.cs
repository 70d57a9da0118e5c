using System.Globalization;
using Products.Grains.Interfaces;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>The parameters of a query string, read one by one; errors are gathered, and then end the request with 400.</summary>
internal sealed class QueryFields(IQueryCollection query)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public FieldErrors Errors { get; } = new();

    /// <returns>The parameter's value; null when it is absent, or empty, as HTML forms send a field that is not filled in.</returns>
    public string? Text(string name, int max)
    {
        _known.Add(name);
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count != 1)
        {
            Errors.Add(name, "must be given once");
            return null;
        }

        if (values[0] is not { Length: > 0 } text)
        {
            return null;
        }

        if (TextRule.ErrorIn(text, 1, max) is { } error)
        {
            Errors.Add(name, error);
            return null;
        }

        return text;
    }

    public Guid? Id(string name) =>
        Parse<Guid>(name, (string text, out Guid id) => Uuid.TryParse(text, out id), UuidRule.Expectation);

    public int? Integer(string name, int min, int max) =>
        Parse<int>(name, (string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= min && number <= max, $"must be a whole number from {min} to {max}");

    public long? Long(string name) =>
        Parse<long>(name, (string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number), "must be a whole number from 0");

    public decimal? Price(string name) => Parse<decimal>(name, PriceRule.TryParse, PriceRule.Expectation(PriceRule.Max));

    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> choices) where T : struct =>
        Parse<T>(name, choices.TryGetValue!, $"must be one of {string.Join(", ", choices.Keys)}");

    /// <summary>Ends the request if a parameter was invalid, or one was given that nobody asked for.</summary>
    public void Done()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            Errors.Add(name, "is not a parameter of this request");
        }

        if (Errors.Any)
        {
            throw new ProblemException(new(ProblemKind.MalformedQuery) { Errors = Errors });
        }
    }

    private T? Parse<T>(string name, Parser<T> parser, string expectation) where T : struct
    {
        const int longest = 200;
        if (Text(name, longest) is not { } text)
        {
            return null;
        }

        if (parser(text, out var value))
        {
            return value;
        }

        Errors.Add(name, expectation);
        return null;
    }

    private delegate bool Parser<T>(string text, out T value);
}
