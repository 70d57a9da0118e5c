using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Products.WebFrontend.Access;

/// <summary>A key that signatures are checked with, and the one algorithm that fits it: a token cannot choose another.</summary>
/// <param name="Key">The key.</param>
/// <param name="Algorithm">As in the header of a token.</param>
internal sealed record VerificationKey(SecurityKey Key, string Algorithm)
{
    private const int MinRsaBits = 2048;
    private const int EcBits = 256;

    public static VerificationKey FromSecret(byte[] secret) => new(new SymmetricSecurityKey(secret), SecurityAlgorithms.HmacSha256);

    /// <returns>The key, or null when the text is no public key that is accepted.</returns>
    public static VerificationKey? FromPem(string pem)
    {
        var text = pem.Replace("\\n", "\n", StringComparison.Ordinal);
        return text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? null : TryRsa(text) ?? TryEc(text);
    }

    private static VerificationKey? TryRsa(string pem)
    {
        var rsa = RSA.Create();
        return Imports(() => rsa.ImportFromPem(pem)) && rsa.KeySize >= MinRsaBits
            ? new VerificationKey(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256)
            : null;
    }

    private static VerificationKey? TryEc(string pem)
    {
        var ec = ECDsa.Create();
        return Imports(() => ec.ImportFromPem(pem)) && ec.KeySize == EcBits
            ? new VerificationKey(new ECDsaSecurityKey(ec), SecurityAlgorithms.EcdsaSha256)
            : null;
    }

    private static bool Imports(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
