using System.Net;
using System.Text.RegularExpressions;

namespace Products.Standalone.Tests.Api;

/// <summary>The web pages as files; what they do is tested in a browser.</summary>
public sealed partial class PageTests(ApiHost host)
{
    public static TheoryData<string> Pages() => ["/", "/ui/new", $"/ui/products/{Guid.Empty}", "/ui/operator"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_and_all_that_it_loads_are_there_and_from_here(string page)
    {
        var seen = new HashSet<string>();
        var todo = new Queue<string>([page]);
        while (todo.TryDequeue(out var path))
        {
            var file = (await host.Client.SendAsync("GET", path)).Is(HttpStatusCode.OK);
            foreach (var name in Reference().Matches(file.Text).Select(match => match.Groups["path"].Value))
            {
                var next = new Uri(new Uri(host.Client.BaseAddress!, path), name).AbsolutePath;
                if (seen.Add(next))
                {
                    todo.Enqueue(next);
                }
            }
        }

        Assert.Contains("/ui/style.css", seen);
        Assert.Contains("/ui/js/api.js", seen);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_nothing_but_its_own_files(string page)
    {
        var answer = (await host.Client.SendAsync("GET", page)).Is(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), answer.Text);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("text/html; charset=utf-8", answer.ContentHeaders.ContentType!.ToString());
    }

    [Fact]
    public async Task A_file_that_a_browser_has_is_not_sent_again()
    {
        var first = (await host.Client.SendAsync("GET", "/ui/style.css")).Is(HttpStatusCode.OK);
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        var again = (await host.Client.SendAsync("GET", "/ui/style.css", null, ("If-None-Match", first.ETag))).Is(HttpStatusCode.NotModified);
        Assert.Empty(again.Text);
    }

    [Fact]
    public async Task A_file_is_sent_compressed_to_whoever_can_read_that()
    {
        var plain = (await host.Client.SendAsync("GET", "/ui/style.css")).Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/style.css") { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());

        await using var brotli = new System.IO.Compression.BrotliStream(await answer.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(brotli);
        Assert.Equal(plain, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task The_pages_are_no_part_of_the_API() => Assert.DoesNotContain(
        ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json")), operation => operation.Path == "/" || operation.Path.StartsWith("/ui", StringComparison.Ordinal));

    /// <summary>What a page links to on this host, or a script imports.</summary>
    [GeneratedRegex("""(?:<script[^>]* src|<link[^>]* href|<img[^>]* src)="(?<path>[^"]+)"|^import .*'(?<path>\./[^']+)'|from '(?<path>\./[^']+)'""", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex("""<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|(src|href)="(https?:)?//""")]
    private static partial Regex Inline();
}
