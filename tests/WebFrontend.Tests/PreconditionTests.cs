using Products.WebFrontend.Preconditions;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Tests;

public sealed class PreconditionTests
{
    [Theory]
    [InlineData("\"3\"", "3")]
    [InlineData("\"3\", \"4\"", "3,4")]
    [InlineData("\"3\",W/\"4\",\"x\"", "3")]
    [InlineData("W/\"3\"", "")]
    [InlineData("\"03\"", "")]
    [InlineData("\"+3\"", "")]
    [InlineData("\"99999999999999999999\"", "")]
    public void If_match_accepts_the_revisions_of_its_strong_tags(string header, string revisions) =>
        Assert.Equal(revisions, string.Join(',', IfMatch.Parse(header).Revisions!));

    [Fact]
    public void No_if_match_and_a_star_accept_any_revision()
    {
        Assert.Null(IfMatch.Parse(default).Revisions);
        Assert.Null(IfMatch.Parse("*").Revisions);
    }

    [Fact]
    public void If_match_may_come_in_several_lines() =>
        Assert.Equal([1, 2], IfMatch.Parse(new(["\"1\"", "\"2\""])).Revisions);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("\"3")]
    [InlineData("*, \"3\"")]
    [InlineData("\"3\" \"4\"")]
    public void A_malformed_condition_is_refused_by_name(string header)
    {
        Assert.Contains("If-Match", Refusal(() => IfMatch.Parse(header)).Errors!.ByField.Keys);
        Assert.Contains("If-None-Match", Refusal(() => IfNoneMatch.Parse(header)).Errors!.ByField.Keys);
    }

    [Theory]
    [InlineData("\"3\"", true)]
    [InlineData("W/\"3\"", true)]
    [InlineData("\"2\", \"3\"", true)]
    [InlineData("*", true)]
    [InlineData("\"2\"", false)]
    public void If_none_match_compares_weakly(string header, bool matches) => Assert.Equal(matches, IfNoneMatch.Parse(header).Matches(3));

    [Theory]
    [InlineData("\"3\", W/\"4\", \"x\", \"05\"", "3,4")]
    [InlineData("*", "")]
    public void If_none_match_excludes_the_revisions_of_its_tags(string header, string revisions) =>
        Assert.Equal(revisions, string.Join(',', IfNoneMatch.Parse(header).Revisions));

    [Fact]
    public void No_if_none_match_matches_nothing() => Assert.False(IfNoneMatch.Parse(default).Matches(3));

    [Theory]
    [InlineData("a-key", "a-key")]
    [InlineData("\"a-key\"", "a-key")]
    [InlineData("\"", "\"")]
    public void A_key_is_read_bare_or_quoted(string header, string key) => Assert.Equal(key, IdempotencyKey.Parse(header).Value);

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a key")]
    [InlineData("ké")]
    public void A_key_of_other_characters_is_refused(string header) =>
        Assert.Equal(400, Refusal(() => IdempotencyKey.Parse(header)).Status);

    [Fact]
    public void A_key_is_given_once_and_has_at_most_255_characters()
    {
        Assert.Equal(255, IdempotencyKey.Parse(new string('k', 255)).Value!.Length);
        Assert.Equal(400, Refusal(() => IdempotencyKey.Parse(new string('k', 256))).Status);
        Assert.Equal(400, Refusal(() => IdempotencyKey.Parse(new(["a", "b"]))).Status);
    }

    [Fact]
    public void The_items_of_a_batch_have_ids_of_their_own_that_a_repeat_finds_again()
    {
        var user = Guid.NewGuid();
        var key = IdempotencyKey.Parse("key");

        Assert.Equal(key.OfItem(1).ProductIdFor(user), key.OfItem(1).ProductIdFor(user));
        Assert.Equal(4, new[] { key, key.OfItem(0), key.OfItem(1), IdempotencyKey.Parse("key0") }.DistinctBy(each => each.ProductIdFor(user)).Count());
    }

    private static Problem Refusal(Func<object> parse) => Assert.Throws<ProblemException>(parse).Problem;
}
