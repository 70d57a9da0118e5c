using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Preconditions;

namespace Products.WebFrontend.Problems;

/// <summary>Answers a request with what became of a change.</summary>
internal static class ChangeAnswer
{
    /// <param name="change">What the grain answered.</param>
    /// <param name="response">Gets the ETag of the product after the change.</param>
    /// <param name="done">The answer when the change was made.</param>
    public static Results<TDone, Problem> Answer<TDone>(this ProductChange change, HttpResponse response, Func<Product, TDone> done)
        where TDone : IResult => change.AnswerBody(response, body => done(ProductJson.Read(body)));

    /// <summary>The same, for who needs the product only as the JSON that it came in.</summary>
    public static Results<TDone, Problem> AnswerBody<TDone>(this ProductChange change, HttpResponse response, Func<byte[], TDone> done)
        where TDone : IResult
    {
        if (!change.Status.Succeeded() || change.Body is not { } body)
        {
            return ChangeProblem.Of(change.Status, change.Revision);
        }

        response.Headers.ETag = EntityTags.Of(change.Revision);
        return done(body);
    }
}
