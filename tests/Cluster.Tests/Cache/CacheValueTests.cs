using System.Text;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

public sealed class CacheValueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void What_is_written_is_read(long version)
    {
        var written = CacheValue.Write(version, """{"a":"}"}"""u8.ToArray());
        Assert.True(CacheValue.TryRead(written, out var read, out var state));
        Assert.Equal(version, read);
        Assert.Equal("""{"a":"}"}""", Encoding.UTF8.GetString(state.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("W:1")]
    [InlineData("{\"version\":")]
    [InlineData("{\"version\":}")]
    [InlineData("{\"version\":x,\"state\":{}}")]
    [InlineData("{\"version\":1,\"other\":{}}")]
    public void Anything_else_is_no_value(string held) => Assert.False(CacheValue.TryRead(Encoding.UTF8.GetBytes(held), out _, out _));
}
