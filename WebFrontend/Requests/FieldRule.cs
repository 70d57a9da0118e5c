using System.Text.Json;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>Reads the value of a field and notes in <paramref name="errors"/> what is wrong with it.</summary>
/// <param name="value">The value as sent; may be of any kind, null too.</param>
/// <param name="field">The field's name, or its JSON pointer when it is nested.</param>
/// <param name="errors">Where errors go; with one, the answer is not used.</param>
internal delegate T FieldRule<out T>(JsonElement value, string field, FieldErrors errors);
