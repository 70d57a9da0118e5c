using Microsoft.AspNetCore.Http.HttpResults;
using Products.Grains.Interfaces.Users;
using Products.WebFrontend.Access;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Users;

/// <summary>The owners of products.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users");

        users.MapPost("/", CreateUser).WithSummary("Create a user").AnswersHeaders(201, "Location");
        users.MapGet("/{id:guid}", GetUser).WithSummary("Read one user");
    }

    /// <summary>With a token, the user is the token's own, and a repeat answers with the user as created.</summary>
    private static async Task<Created<User>> CreateUser(Body<CreateUserRequest> body, IGrainFactory grains, HttpContext context)
    {
        var id = Caller.Of(context)?.UserId ?? UserId.New();
        var user = await grains.GetGrain<IUserGrain>(id).CreateAsync(body.Value.Name);
        return TypedResults.Created($"/users/{user.Id}", user);
    }

    private static async Task<Results<Ok<User>, Problem>> GetUser(Guid id, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(id).GetAsync() is { } user ? TypedResults.Ok(user) : Problem.NotFound("user");
}
