using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Users;

/// <summary>A new user.</summary>
internal sealed record CreateUserRequest : IRequestBody<CreateUserRequest>
{
    public const int MaxNameLength = 200;

    /// <summary>1 to 200 characters.</summary>
    public required string Name { get; init; }

    public static CreateUserRequest Read(JsonFields fields, ProductLimits limits) =>
        new() { Name = fields.Required("name", TextRule.Of(1, MaxNameLength)) };
}
