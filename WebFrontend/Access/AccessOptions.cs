using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Products.WebFrontend.Access;

/// <summary>
/// Whose tokens are accepted, from the <c>Access</c> section: those of an <see cref="Authority"/>, or signed with a
/// <see cref="SigningKey"/>, or with the private half of a <see cref="PublicKey"/>. None of the three: no authentication.
/// </summary>
public sealed class AccessOptions : IValidatableObject
{
    public const string Section = "Access";

    /// <summary>What stands before a signing key that is given in base64.</summary>
    public const string Base64 = "base64:";

    private const int MinKeyBytes = 32;

    /// <summary>The https URL of an OpenID Connect provider, whose keys are discovered; http only on loopback.</summary>
    public string? Authority { get; set; }

    /// <summary>The secret of HS256 tokens: at least 32 bytes, as they stand here or after <c>base64:</c>. Never logged.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The public key of RS256 or ES256 tokens, in PEM; <c>\n</c> stands for a line break.</summary>
    public string? PublicKey { get; set; }

    /// <summary>What the <c>iss</c> of a token must be.</summary>
    /// <value>The default is what the authority says of itself; without one, any.</value>
    public string? Issuer { get; set; }

    /// <summary>What the <c>aud</c> of a token must have. Needed unless there is a signing key: others accept the same issuer's tokens, too.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that names the user.</summary>
    /// <value>The default is <c>sub</c>.</value>
    [Required]
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim with the roles of the user.</summary>
    /// <value>The default is <c>role</c>.</value>
    [Required]
    public string RoleClaim { get; set; } = "role";

    /// <summary>The role that <c>/admin</c> asks for.</summary>
    /// <value>The default is <c>admin</c>.</value>
    [Required]
    public string AdminRole { get; set; } = "admin";

    /// <summary>How far the issuer's clock may be off.</summary>
    /// <value>0 to 5 minutes; the default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a section asks for authentication.</summary>
    public static bool IsOn(IConfiguration configuration) =>
        new[] { nameof(Authority), nameof(SigningKey), nameof(PublicKey) }.Any(key => !string.IsNullOrEmpty(configuration[$"{Section}:{key}"]));

    /// <summary>The bytes of the signing key.</summary>
    /// <exception cref="FormatException">It is not the base64 that it says it is.</exception>
    internal byte[] SigningKeyBytes() => SigningKey!.StartsWith(Base64, StringComparison.Ordinal)
        ? Convert.FromBase64String(SigningKey[Base64.Length..])
        : Encoding.UTF8.GetBytes(SigningKey);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var given = new[] { (nameof(Authority), Authority), (nameof(SigningKey), SigningKey), (nameof(PublicKey), PublicKey) }
            .Where(key => !string.IsNullOrEmpty(key.Item2)).Select(key => key.Item1).ToList();
        var error = given switch
        {
            [] => string.IsNullOrEmpty(Issuer) && string.IsNullOrEmpty(Audience)
                ? null
                : new ValidationResult("one must be set, or there is no authentication", [nameof(Authority), nameof(SigningKey), nameof(PublicKey)]),
            [nameof(SigningKey)] => CheckSigningKey(),
            [nameof(Authority)] => CheckAuthority() ?? CheckAudience(),
            [nameof(PublicKey)] => CheckPublicKey() ?? CheckAudience(),
            _ => new("only one of them may be set", given),
        };
        return error is null ? [] : [error];
    }

    private ValidationResult? CheckSigningKey()
    {
        try
        {
            return SigningKeyBytes().Length >= MinKeyBytes ? null : new($"must have at least {MinKeyBytes} bytes", [nameof(SigningKey)]);
        }
        catch (FormatException)
        {
            return new($"is not base64 after '{Base64}'", [nameof(SigningKey)]);
        }
    }

    private ValidationResult? CheckAuthority() =>
        Uri.TryCreate(Authority, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? null
            : new("must be an https URL", [nameof(Authority)]);

    private ValidationResult? CheckPublicKey() =>
        VerificationKey.FromPem(PublicKey!) is null ? new("is no RSA (2048 bits or more) or P-256 public key in PEM", [nameof(PublicKey)]) : null;

    private ValidationResult? CheckAudience() =>
        string.IsNullOrEmpty(Audience) ? new("is required, or tokens that are meant for others would be accepted", [nameof(Audience)]) : null;
}
