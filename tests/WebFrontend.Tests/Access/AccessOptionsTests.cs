using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Access;

public sealed class AccessOptionsTests
{
    private static readonly string Rsa = RSA.Create(2048).ExportSubjectPublicKeyInfoPem();

    [Fact]
    public void Nothing_set_is_no_authentication() => Assert.Empty(Check(new()));

    [Fact]
    public void A_public_key_and_an_audience_will_do() => Assert.Empty(Check(new() { PublicKey = Rsa, Audience = "products" }));

    [Fact]
    public void A_secret_alone_will_do() => Assert.Empty(Check(new() { SigningKey = new string('x', 32) }));

    [Fact]
    public void An_authority_on_loopback_may_do_without_tls() =>
        Assert.Empty(Check(new() { Authority = "http://localhost:8081/realms/x", Audience = "products" }));

    [Fact]
    public void Two_kinds_of_keys_are_one_too_many() =>
        Assert.Equal(["SigningKey", "PublicKey"], Check(new() { SigningKey = new string('x', 32), PublicKey = Rsa, Audience = "products" }));

    [Fact]
    public void A_section_that_would_do_nothing_is_refused() => Assert.Contains("SigningKey", Check(new() { Audience = "products" }));

    public static TheoryData<string> BadKeys() =>
    [
        "none", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        RSA.Create(1024).ExportSubjectPublicKeyInfoPem(),
        RSA.Create(2048).ExportPkcs8PrivateKeyPem(),
        ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportSubjectPublicKeyInfoPem(),
    ];

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_key_that_is_weak_private_or_none_is_refused(string pem) =>
        Assert.Equal(["PublicKey"], Check(new() { PublicKey = pem, Audience = "products" }));

    private static IEnumerable<string> Check(AccessOptions options) =>
        options.Validate(new ValidationContext(options)).SelectMany(error => error.MemberNames);
}
