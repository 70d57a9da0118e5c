using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Products.Grains.Interfaces.DeadLetters;
using Products.WebFrontend.Catalog;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.DeadLetters;

/// <summary>The query string of the list of dead letters.</summary>
/// <param name="Before">Only letters with a lower id; null starts at the newest.</param>
/// <param name="Limit">1 to 100.</param>
internal sealed record DeadLetterQuery(long? Before, int Limit) : IBindableFromHttpContext<DeadLetterQuery>, IEndpointParameterMetadataProvider
{
    public static ValueTask<DeadLetterQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var fields = new QueryFields(context.Request.Query);
        var query = new DeadLetterQuery(ReadCursor(fields), fields.Integer(PageSize.Name, 1, PageSize.Max) ?? PageSize.Default);
        fields.Done();
        return ValueTask.FromResult<DeadLetterQuery?>(query);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var page in PageSize.Parameters)
        {
            builder.Metadata.Add(page);
        }
    }

    /// <summary>The cursor of the page after <paramref name="last"/>: its id, in a form that clients do not calculate with.</summary>
    public static string CursorAfter(DeadLetter last) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(last.Id.ToString(CultureInfo.InvariantCulture)));

    private static long? ReadCursor(QueryFields fields)
    {
        const int longest = 32;
        if (fields.Text(NextLink.Cursor, longest) is not { } text)
        {
            return null;
        }

        if (Base64Url.IsValid(text)
            && long.TryParse(Base64Url.DecodeFromChars(text), NumberStyles.None, CultureInfo.InvariantCulture, out var before))
        {
            return before;
        }

        fields.Errors.Add(NextLink.Cursor, "must be the next_cursor of a page");
        return null;
    }
}
