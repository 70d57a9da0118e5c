using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Products.Grains.Interfaces.Users;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Access;

/// <summary>Which tokens are accepted, and whom they stand for.</summary>
internal sealed class TokenRules(IOptions<AccessOptions> access, KnownTokens known) : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>Of calls to the authority.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly AccessOptions _access = access.Value;

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.Authority = _access.Authority;
        options.RequireHttpsMetadata = false; // the settings allow http on loopback only
        options.BackchannelTimeout = TimeLimit;
        options.TokenValidationParameters = Parameters();
        options.Events = new JwtBearerEvents { OnTokenValidated = Identify, OnAuthenticationFailed = TellOutage };
    }

    private TokenValidationParameters Parameters()
    {
        var key = OwnKey();
        return new TokenValidationParameters
        {
            IssuerSigningKey = key?.Key,
            ValidAlgorithms = key is null ? [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256] : [key.Algorithm],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = _access.ClockSkew,
            ValidIssuer = _access.Issuer,
            ValidateIssuer = !string.IsNullOrEmpty(_access.Issuer) || !string.IsNullOrEmpty(_access.Authority),
            ValidAudience = _access.Audience,
            ValidateAudience = !string.IsNullOrEmpty(_access.Audience),
            NameClaimType = _access.UserClaim,
            RoleClaimType = _access.RoleClaim,
        };
    }

    private VerificationKey? OwnKey() =>
        !string.IsNullOrEmpty(_access.SigningKey) ? VerificationKey.FromSecret(_access.SigningKeyBytes())
        : !string.IsNullOrEmpty(_access.PublicKey) ? VerificationKey.FromPem(_access.PublicKey)
        : null;

    private Task Identify(TokenValidatedContext context)
    {
        if (context.Principal!.FindFirst(_access.UserClaim) is { Value.Length: > 0 } user)
        {
            var caller = new Caller(UserId.FromToken(context.SecurityToken.Issuer ?? "", user.Value));
            context.HttpContext.Features.Set(caller);
            known.Add(context.Request.Headers.Authorization, context.SecurityToken.ValidTo, caller);
        }
        else
        {
            context.Fail(new SecurityTokenException($"The token has no '{_access.UserClaim}'."));
        }

        return Task.CompletedTask;
    }

    /// <summary>A token that cannot be checked, because the authority was never reached, is not for that an invalid one.</summary>
    private static async Task TellOutage(AuthenticationFailedContext context)
    {
        if (context is not { Options.ConfigurationManager: { } authority, Exception: SecurityTokenException })
        {
            return;
        }

        try
        {
            await authority.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(new(ProblemKind.Unavailable));
        }
    }
}
