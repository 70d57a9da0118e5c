using System.Globalization;
using Microsoft.AspNetCore.Routing.Matching;
using Products.Grains.Interfaces;

namespace Products.WebFrontend.Requests;

/// <summary>What <c>:guid</c> stands for in our routes: the one form of ids, so that a product has one URL.</summary>
internal sealed class UuidRouteConstraint : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && Uuid.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), out _);

    /// <summary>Tells the router that a word in another route, such as <c>order</c>, is not an id; else its 405 has methods of both.</summary>
    public bool MatchesLiteral(string parameterName, string literal) => Uuid.TryParse(literal, out _);
}
