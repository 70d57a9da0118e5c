using System.Net;
using System.Text;
using Products.Servers;
using Products.Standalone.Tests.Api;

namespace Products.Standalone.Tests.Access;

/// <summary>The process, where others than this machine can reach it.</summary>
public sealed class ExposureTests : IDisposable
{
    private const string Secret = "a secret of thirty-two bytes, or more";

    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-exposed-").FullName;

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://*:0")]
    [InlineData("--urls=http://[::]:0")]
    [InlineData("--urls=http://shop.example:0")]
    [InlineData("--urls= --http_ports=0")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://0.0.0.0:0")]
    [InlineData("--urls=http://0.0.0.0:0 --Api:AllowAnonymous=false")]
    public async Task A_host_that_others_can_reach_does_not_start_without_authentication(string settings)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(_dataPath, settings.Split(' ')));

        Assert.Contains("Access:SigningKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Api:AllowAnonymous", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_told_to_trust_everybody_warns()
    {
        await using var host = await HostProcess.StartAsync(_dataPath, "--urls=http://0.0.0.0:0", "--Api:AllowAnonymous=true");
        Assert.Contains(host.Log, line => line.Contains("WRN", StringComparison.OrdinalIgnoreCase) && line.Contains("Api:AllowAnonymous", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_with_authentication_answers_to_every_name_and_logs_the_user_but_no_token()
    {
        await using var host = await HostProcess.StartAsync(_dataPath, "--urls=http://0.0.0.0:0", $"--Access:SigningKey={Secret}", "--Logs:FrameworkLevel=Information");
        var user = Guid.NewGuid();
        var token = new Token { Subject = user.ToString() };
        string[] tokens = [token.BySecret(Encoding.UTF8.GetBytes(Secret)), token.WithoutSignature(), token.BySecret(new byte[32])];

        var api = new UriBuilder(host.Client.BaseAddress!) { Host = "127.0.0.1" }.Uri;
        var statuses = new List<HttpStatusCode>();
        foreach (var sent in tokens)
        {
            statuses.Add((await host.Client.SendAsync("GET", new Uri(api, "/products").ToString(), null, ("Authorization", $"Bearer {sent}"), ("Host", "shop.example"))).Status);
        }

        await host.StopAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], statuses);
        Assert.Contains(host.Log, line => line.Contains("GET /products answered 200", StringComparison.Ordinal) && line.Contains($"user={user}", StringComparison.Ordinal));
        Assert.All(host.Log, line => Assert.All(tokens, sent => Assert.DoesNotContain(sent.Split('.')[1], line, StringComparison.Ordinal)));
        Assert.All(host.Log, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_answers_to_its_name_and_to_its_own_addresses_by_which_it_is_watched()
    {
        await using var host = await HostProcess.StartAsync(_dataPath, "--AllowedHosts=shop.example");
        async Task<HttpStatusCode> AskAsync(string name) => (await host.Client.SendAsync("GET", "/metrics", null, ("Host", name))).Status;

        Assert.Equal(HttpStatusCode.OK, await AskAsync("shop.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("127.0.0.1:8080"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync("other.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync("192.0.2.1"));
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);
}
