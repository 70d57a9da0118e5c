using System.Security.Cryptography;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;

namespace Products.ImageStore.Tests;

/// <summary>What every image store promises. Each test works below a prefix of its own.</summary>
public abstract class StoreContract
{
    private const int Part = 5 * 1024 * 1024;

    private readonly string _prefix = ImageKey.Prefix(Guid.NewGuid(), Guid.NewGuid());

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract IImageStore Store { get; }

    /// <summary>A store of the same kind that cannot be used.</summary>
    protected abstract IImageStore Broken { get; }

    protected string Key(string name) => _prefix + name;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part - 1)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    [InlineData(50_000_000)]
    public async Task What_is_put_is_read_back_byte_by_byte(int length)
    {
        await using var source = new RandomStream(length);

        Assert.Equal(length, await Store.PutAsync(Key("x"), source, "image/webp", Cancelled));

        await using var stored = await Store.OpenAsync(Key("x"), Cancelled);
        Assert.Equal(length, stored!.Length);
        Assert.Equal(await RandomStream.HashAsync(length), await SHA256.HashDataAsync(stored, Cancelled));
    }

    [Fact]
    public async Task An_object_can_be_read_from_the_middle_and_again()
    {
        await PutAsync("x", "0123456789");
        await using var stored = await Store.OpenAsync(Key("x"), Cancelled);

        Assert.True(stored!.CanSeek);
        Assert.Equal("0123", await ReadAsync(stored, 4));
        stored.Seek(7, SeekOrigin.Begin);
        Assert.Equal("789", await ReadAsync(stored, 10));
        stored.Position = 2;
        Assert.Equal("234", await ReadAsync(stored, 3));
    }

    [Fact]
    public async Task An_object_is_replaced()
    {
        await PutAsync("x", "old and longer");
        await PutAsync("x", "new");
        Assert.Equal("new", await GetAsync("x"));
    }

    [Fact]
    public async Task What_is_not_there_is_null() => Assert.Null(await Store.OpenAsync(Key("missing"), Cancelled));

    [Fact]
    public async Task A_prefix_is_deleted_and_its_neighbours_stay()
    {
        string[] inside = ["a/1", "a/2", "a/b/3"];
        string[] outside = ["ab/1", "a.b", "b/1"];
        await Task.WhenAll(inside.Concat(outside).Select(name => PutAsync(name, name)));

        await Store.DeleteAllAsync(Key("a/"), Cancelled);

        Assert.All(await Task.WhenAll(inside.Select(GetAsync)), Assert.Null);
        Assert.Equal(outside, await Task.WhenAll(outside.Select(GetAsync)));
        await Store.DeleteAllAsync(Key("a/"), Cancelled);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * Part)]
    public async Task A_source_that_breaks_off_stores_nothing_and_leaves_what_was_there(int after)
    {
        await PutAsync("old", "old");

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.PutAsync(Key("new"), new RandomStream(3 * Part, after), "image/webp", Cancelled));
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.PutAsync(Key("old"), new RandomStream(3 * Part, after), "image/webp", Cancelled));

        Assert.Null(await GetAsync("new"));
        Assert.Equal("old", await GetAsync("old"));
    }

    [Fact]
    public async Task A_put_that_is_cancelled_stores_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        var source = new RandomStream(3 * Part) { OnRead = position => { if (position > Part) { cancelled.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Key("x"), source, "image/webp", cancelled.Token));

        Assert.Null(await GetAsync("x"));
    }

    [Fact]
    public async Task Of_writers_at_the_same_moment_one_wins_whole()
    {
        var texts = Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 100_000)).ToList();
        await Task.WhenAll(texts.Select(text => PutAsync("x", text)));
        Assert.Contains(await GetAsync("x"), texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData(".partial/a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public async Task What_is_no_key_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(key, new MemoryStream(), "image/webp", Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.OpenAsync(key, Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAllAsync(key, Cancelled));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.OpenAsync(new string('a', 1025), Cancelled));

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_from_an_object_that_is_missing()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => Broken.PutAsync(Key("x"), new MemoryStream([1]), "image/webp", Cancelled));
        await Assert.ThrowsAnyAsync<IOException>(async () => await Broken.OpenAsync(Key("x"), Cancelled));
    }

    [Fact]
    public void A_url_is_the_base_and_the_key() => Assert.Equal("https://cdn.example/p/a/b.webp", Store.UrlOf("a/b.webp"));

    protected Task PutAsync(string name, string text) =>
        Store.PutAsync(Key(name), new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text)), "text/plain", Cancelled);

    protected async Task<string?> GetAsync(string name)
    {
        await using var stored = await Store.OpenAsync(Key(name), Cancelled);
        return stored is null ? null : await new StreamReader(stored).ReadToEndAsync(Cancelled);
    }

    private static async Task<string> ReadAsync(Stream stream, int length)
    {
        var buffer = new byte[length];
        return System.Text.Encoding.ASCII.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, Cancelled));
    }
}
