namespace Products.Acceptance.Tests;

public sealed class ReadmeTests(Acceptance acceptance)
{
    [Fact]
    public Task The_lines_of_the_README_work_through_the_load_balancer() => ReadmeLines.WorkAsync(acceptance.Cluster.Url);
}
