using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

[assembly: AssemblyFixture(typeof(ApiHost))]

namespace Products.Standalone.Tests.Api;

/// <summary>One host for all tests of the API; each test works on users and products of its own.</summary>
public sealed class ApiHost : TestHost
{
    public const int MaxUploadBytes = 64 * 1024;

    protected override IEnumerable<string> Settings => [$"--Api:MaxUploadBytes={MaxUploadBytes}"];
}
