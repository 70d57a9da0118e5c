using StackExchange.Redis;

namespace Products.Silo.Cache;

/// <summary>The data of one Redis server from its start, or from when it became a primary, that has been told the scripts.</summary>
/// <remarks>
/// The texts of the scripts are different for each object of this class, so only this very server knows their hashes. Any other
/// answers <c>NOSCRIPT</c>: one that was started again, perhaps with an old dump in which the last marks are missing, and one
/// that a fail-over or a new address led to. A replica refuses them, because their first line declares no <c>no-writes</c>
/// (Redis 7, before which scripts were replicated and saved; an older server takes no such line, and so is never used).
/// </remarks>
internal sealed class RedisRun
{
    private readonly Dictionary<CacheScript, byte[]> _hashes;

    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="hashes">The names under which it knows the scripts.</param>
    internal RedisRun(string id, Dictionary<CacheScript, byte[]> hashes) => (Id, _hashes) = (id, hashes);

    /// <summary>The id of the server's run and of the data's history, and the number of the database.</summary>
    public string Id { get; }

    /// <summary>Tells the server the scripts, and only then asks who it is: were it started again in between, it would not know them.</summary>
    /// <param name="database">The server's.</param>
    /// <param name="known">What it was before; the answer if it still is, so that it is not told the scripts again and again.</param>
    public static async Task<RedisRun> MeetAsync(IDatabase database, RedisRun? known)
    {
        if (known is not null && await known.IsStillAsync(database))
        {
            return known;
        }

        var text = $"#!lua\n-- {Guid.NewGuid():N}\n";
        var hashes = await Task.WhenAll(CacheScript.All.Select(script => database.ExecuteAsync("SCRIPT", "LOAD", text + script.Body)));
        var scripts = CacheScript.All.Zip(hashes).ToDictionary(pair => pair.First, pair => Convert.FromHexString((string)pair.Second!));
        return new RedisRun(await AskAsync(database, scripts), scripts);
    }

    /// <exception cref="RedisServerException">It is another run (<c>NOSCRIPT</c>), or cannot do it.</exception>
    public Task<RedisResult> EvaluateAsync(IDatabase database, CacheScript script, string key, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(_hashes[script], [key], arguments);

    private static async Task<string> AskAsync(IDatabase database, Dictionary<CacheScript, byte[]> scripts) =>
        $"{await database.ScriptEvaluateAsync(scripts[CacheScript.Identity])}/{database.Database}";

    private async Task<bool> IsStillAsync(IDatabase database)
    {
        try
        {
            return await AskAsync(database, _hashes) == Id;
        }
        catch (RedisServerException failure) when (IsOfAnother(failure))
        {
            return false;
        }
    }

    /// <summary>Whether the server that answered so is not the one that was told the scripts.</summary>
    public static bool IsOfAnother(Exception failure) =>
        failure is RedisServerException && failure.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);
}
