using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class ContentHashTests
{
    private static readonly string Source = new('a', 64);

    [Fact]
    public void The_same_source_always_gets_the_same_hash() => Assert.Equal(ContentHash.Of(Source), ContentHash.Of(new string('a', 64)));

    [Fact]
    public void Another_source_gets_another_hash() => Assert.NotEqual(ContentHash.Of(Source), ContentHash.Of(new string('b', 64)));

    [Fact]
    public void It_is_32_lower_case_hex_digits() => Assert.Matches("^[0-9a-f]{32}$", ContentHash.Of(Source));

    [Fact]
    public void It_changes_only_with_the_pipeline() => Assert.Equal("e82ae43f45b3aaca7bec2583d3c55d53", ContentHash.Of(Source));
}
