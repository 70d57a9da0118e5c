using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Products.WebFrontend.Access;

/// <summary>Takes the client's address and scheme from <c>X-Forwarded-For</c> and <c>-Proto</c>, from load balancers that are trusted and from nobody else.</summary>
internal static class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = Parse(app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.TrustedProxies);
        if (networks is [])
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as many hops as are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    /// <param name="text">Addresses and networks such as <c>10.0.0.0/8</c>, comma separated.</param>
    /// <exception cref="FormatException">One of them is neither; the message is it.</exception>
    public static List<System.Net.IPNetwork> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];

    private static System.Net.IPNetwork ParseOne(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException(text);
}
