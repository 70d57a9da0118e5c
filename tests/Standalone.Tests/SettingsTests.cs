using System.Net;
using Products.Servers;

namespace Products.Standalone.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-settings-").FullName;

    [Theory]
    [InlineData("--Images:MaxBytes=0", "Images:MaxBytes")]
    [InlineData("--Images:MaxBytes=many", "Images:MaxBytes")]
    [InlineData("--Images:RetryDelays=10,60", "Images:RetryDelays")]
    [InlineData("--Images:Variants=compressed.png", "Images:Variants")]
    [InlineData("--Images:MaxByte=1", "MaxByte")]
    [InlineData("--Products:MaxImages=-1", "Products:MaxImages")]
    [InlineData("--Api:MaxBodyBytes=x", "Api:MaxBodyBytes")]
    [InlineData("--Logs:Format=Foo", "Logs:Format")]
    [InlineData("--Standalone:DataPath=/proc/none", "Standalone:DataPath")]
    [InlineData("--urls=foo", "urls")]
    [InlineData("--urls=http://localhost:0", "urls")]
    [InlineData("--urls=http://192.0.2.1:0 --Api:AllowAnonymous=true", "urls")]
    [InlineData("--urls=http://0.0.0.0:0 --Api:AllowAnonymous=perhaps", "Api:AllowAnonymous")]
    [InlineData("--Api:RequestsPerMinute=-1", "Api:RequestsPerMinute")]
    [InlineData("--Api:TrustedProxies=10.0.0.0/8,everybody", "Api:TrustedProxies")]
    [InlineData("--Access:SigningKey=short", "Access:SigningKey")]
    [InlineData("--Access:SigningKey=base64:###", "Access:SigningKey")]
    [InlineData("--Access:PublicKey=none", "Access:PublicKey")]
    [InlineData("--Access:Authority=http://issuer.example", "Access:Authority")]
    [InlineData("--Access:Authority=https://issuer.example", "Access:Audience")]
    [InlineData("--Access:Issuer=https://issuer.example", "Access:SigningKey")]
    [InlineData("--Logs:Form=Json", "Form")]
    [InlineData("--urls=http://127.0.0.1:99999", "urls")]
    public async Task A_bad_setting_stops_the_host_and_is_named(string setting, string name)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(_dataPath, setting.Split(' ')));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hosts_with_their_own_addresses_and_folders_run_side_by_side()
    {
        await using var first = await HostProcess.StartAsync(Path.Combine(_dataPath, "first"));
        await using var second = await HostProcess.StartAsync(Path.Combine(_dataPath, "second"));

        var user = await first.Api.CreateUserAsync();

        Assert.Equal("Ada", (await first.Api.GetUserAsync(user)).Result.Name);
        await second.Api.GetUserAsync(user).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_address_in_use_stops_the_host_and_is_named()
    {
        await using var first = await HostProcess.StartAsync(_dataPath);
        var other = Directory.CreateTempSubdirectory("products-settings-").FullName;
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            HostProcess.StartAsync(other, $"--urls={first.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}"));

        Assert.Contains("urls", failure.Message, StringComparison.Ordinal);
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task Settings_are_taken_from_the_environment_too()
    {
        await using var host = await HostProcess.StartAsync(_dataPath, new Dictionary<string, string> { ["Products__MaxNameLength"] = "3" });
        await host.Api.CreateProductAsync(await host.Api.CreateUserAsync()).IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "product_name");
    }

    [Fact]
    public async Task A_host_on_loopback_answers_only_to_the_names_of_this_machine()
    {
        await using var host = await HostProcess.StartAsync(_dataPath);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/products") { Headers = { Host = "shop.example" } };

        Assert.Equal(400, (int)(await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal(200, (int)(await host.Client.GetAsync("/products")).StatusCode);
    }

    public void Dispose() => Directory.Delete(_dataPath, recursive: true);
}
