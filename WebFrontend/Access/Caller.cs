using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Access;

/// <summary>The user whose valid token a request carries.</summary>
internal sealed record Caller(Guid UserId)
{
    /// <returns>The caller, or null where nobody is asked who they are, or has no valid token.</returns>
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    /// <returns>Why a product of <paramref name="owner"/> may not be created by this request, or null when it may.</returns>
    public static Problem? Refuse(HttpContext context, Guid owner) =>
        Of(context) is { UserId: var caller } && caller != owner
            ? Problem.Of(ProblemKind.Forbidden, "user_id", "must be the user of the token")
            : null;
}
