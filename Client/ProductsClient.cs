using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Products.Client;

/// <summary>The REST API as methods, one for each operation of its document; the rest of this class is made from that when it is built.</summary>
/// <remarks>
/// An answer that is no success is thrown: as an <see cref="ApiException{TResult}"/> of <see cref="ProblemDocument"/> if it says why, else as an
/// <see cref="ApiException"/>, such as 304. Base address, token, time limit and retries are the <see cref="HttpClient"/>'s. Safe for many callers at once.
/// </remarks>
public partial class ProductsClient
{
    private static readonly JsonSerializerOptions Strict = new(CreateSerializerSettings()) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Whether an answer with a field that the document does not name is an error, too: for tests of the API.</summary>
    public bool RefusesUnknownFields
    {
        get => _instanceSettings == Strict;
        init => _instanceSettings = value ? Strict : null!;
    }

    /// <summary>So that an exception can show what was answered.</summary>
    partial void Initialize() => ReadResponseAsString = true;

    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        settings.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNull } };
    }

    /// <summary>A field that may be left out is left out when it is null: to a merge patch that is a difference.</summary>
    private static void LeaveOutWhatIsNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => !property.IsRequired))
        {
            property.ShouldSerialize = (_, value) => value is not null;
        }
    }

    /// <summary>A reference that begins with a name and a colon would be taken for an absolute one (RFC 3986, section 4.2).</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The generated half says that it is none.")]
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, StringBuilder urlBuilder) => urlBuilder.Insert(0, "./");
}
