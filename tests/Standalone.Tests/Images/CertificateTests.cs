using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Products.Client;
using Products.Servers;

namespace Products.Standalone.Tests.Images;

/// <summary>Sources over TLS: the certificate of a source makes the process connect to nothing else.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Yesterday = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("products-certificates-");
    private readonly byte[] _jpeg = Pictures.Quadrants(64, 48).JpegsaveBuffer();

    [Fact]
    public async Task A_whole_chain_is_accepted_and_the_issuer_that_a_certificate_names_is_not_fetched()
    {
        using var root = Issue("CN=root", issuer: null);
        using var intermediate = Issue("CN=intermediate", root);
        var fetched = 0;
        await using var issuers = await PictureServer.StartAsync(context =>
        {
            Interlocked.Increment(ref fetched);
            return PictureServer.WriteAsync(context, intermediate.RawData);
        });
        using var complete = Issue("CN=complete", root, $"{issuers.Url}/latest/meta-data/");
        using var incomplete = Issue("CN=incomplete", intermediate, $"{issuers.Url}/latest/meta-data/");
        await using var sound = await PictureServer.ServingAsync(_jpeg, complete);
        await using var hostile = await PictureServer.ServingAsync(_jpeg, incomplete);
        await using var host = await StartAsync(trusting: root);

        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), sound.Url, hostile.Url);
        var product = await host.Api.WhenDoneAsync(id);

        Assert.Equal([ImageStatus.Ready, ImageStatus.Failed], product.Images.Select(image => image.Status));
        Assert.Equal("unreachable", product.Images[1].Error?.Code);
        Assert.Equal(0, fetched);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<HostProcess> StartAsync(X509Certificate2 trusting)
    {
        var trusted = Path.Combine(_folder.FullName, "root.pem");
        await File.WriteAllTextAsync(trusted, trusting.ExportCertificatePem());
        return await HostProcess.StartAsync(
            Path.Combine(_folder.FullName, "data"),
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = trusted },
            "--Images:RetryDelays=");
    }

    /// <param name="name">Of its subject.</param>
    /// <param name="issuer">Who signs it, with its key; null: itself.</param>
    /// <param name="issuerUrl">Where it says that its issuer's certificate is; null for an authority.</param>
    private static X509Certificate2 Issue(string name, X509Certificate2? issuer, string? issuerUrl = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: issuerUrl is null, false, 0, critical: true));
        if (issuerUrl is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(
                new X509AuthorityInformationAccessExtension(ocspUris: [issuerUrl], caIssuersUris: [issuerUrl]));
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(Yesterday, Tomorrow);
        }

        using var issued = request.Create(issuer, Yesterday, Tomorrow, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
