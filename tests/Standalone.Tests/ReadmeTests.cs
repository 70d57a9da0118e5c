using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests;

public sealed class ReadmeTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public Task The_lines_of_the_README_do_what_it_says() => ReadmeLines.WorkAsync(host.Client.BaseAddress!);
}
