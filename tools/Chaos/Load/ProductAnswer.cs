using System.Buffers.Text;
using System.Globalization;
using System.Net;
using Products.Servers.Histories;

namespace Products.Chaos.Load;

/// <summary>What a front end said about a product.</summary>
/// <param name="Status">0: nothing was said.</param>
/// <param name="Id">The product's.</param>
/// <param name="Revision">From the ETag; of a condition that does not hold, from the problem.</param>
/// <param name="Value">The number that stands in its name and in its price, or <see cref="Torn"/>.</param>
/// <param name="Invoked">When the request was sent.</param>
/// <param name="Answered">When the answer was there, or was given up.</param>
internal readonly record struct ProductAnswer(HttpStatusCode Status, Guid Id, long Revision, long Value, TimeSpan Invoked, TimeSpan Answered)
{
    /// <summary>The value of a body that does not fit together; nobody writes it.</summary>
    public const long Torn = -1;

    /// <summary>Why nothing was said.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether anything was said but that the server has failed.</summary>
    public bool IsAnswered => Status is not 0 and < HttpStatusCode.InternalServerError;

    public static ProductAnswer None(string failure, TimeSpan invoked, TimeSpan givenUp) => new(0, Guid.Empty, 0, Operation.NoValue, invoked, givenUp) { Failure = failure };

    public static ProductAnswer Of(HttpResponseMessage response, ReadOnlySpan<byte> body, TimeSpan invoked, TimeSpan answered)
    {
        var revision = response.Headers.ETag is { } tag ? long.Parse(tag.Tag.AsSpan().Trim('"'), CultureInfo.InvariantCulture)
            : response.StatusCode == HttpStatusCode.PreconditionFailed ? RevisionIn(body)
            : 0;
        var (id, value) = response.IsSuccessStatusCode ? Read(body, revision) : (Guid.Empty, Operation.NoValue);
        return new(response.StatusCode, id, revision, value, invoked, answered);
    }

    /// <summary>The whole JSON is not parsed, for there are millions of them.</summary>
    private static (Guid Id, long Value) Read(ReadOnlySpan<byte> body, long revision)
    {
        var name = After(body, "\"product_name\":\"Lamp "u8);
        var price = After(body, "\"product_price\":"u8);
        var shown = After(body, "\"revision\":"u8);
        var id = After(body, "\"id\":\""u8);
        return Utf8Parser.TryParse(name, out long number, out _)
            && Utf8Parser.TryParse(price, out decimal money, out _) && money == PriceOf(number)
            && Utf8Parser.TryParse(shown, out long told, out _) && told == revision
            && Utf8Parser.TryParse(id, out Guid guid, out _)
            ? (guid, number)
            : (Guid.Empty, Torn);
    }

    private static long RevisionIn(ReadOnlySpan<byte> problem) => Utf8Parser.TryParse(After(problem, "\"revision\":"u8), out long revision, out _) ? revision : 0;

    /// <summary>The name that says a value.</summary>
    public static string NameOf(long value) => string.Create(CultureInfo.InvariantCulture, $"Lamp {value}");

    /// <summary>The price that says the same.</summary>
    public static decimal PriceOf(long value) => value / 100m;

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark) =>
        body.IndexOf(mark) is >= 0 and var at ? body[(at + mark.Length)..] : [];
}
