using StackExchange.Redis;

namespace Products.Silo.Cache;

/// <summary>One run of a Redis server, from its start to its end, that has been told the scripts.</summary>
/// <remarks>
/// The texts of the scripts are different for each object of this class, so only this very run knows their hashes. Any other
/// answers <c>NOSCRIPT</c>: one that was started again, perhaps with an old dump in which the last marks are missing, and one
/// that a fail-over or a new address led to. (Since Redis 7 scripts are neither replicated nor saved.)
/// </remarks>
internal sealed class RedisRun
{
    private readonly Dictionary<CacheScript, byte[]> _hashes;

    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="hashes">The names under which it knows the scripts.</param>
    internal RedisRun(string id, Dictionary<CacheScript, byte[]> hashes) => (Id, _hashes) = (id, hashes);

    /// <summary>The id that the server took when it was started.</summary>
    public string Id { get; }

    /// <summary>Tells the server the scripts, and only then asks who it is: were it started again in between, it would not know them.</summary>
    public static async Task<RedisRun> MeetAsync(IDatabase database)
    {
        var text = $"-- {Guid.NewGuid():N}\n";
        var hashes = await Task.WhenAll(CacheScript.All.Select(script => database.ExecuteAsync("SCRIPT", "LOAD", text + script.Body)));
        var known = CacheScript.All.Zip(hashes).ToDictionary(pair => pair.First, pair => Convert.FromHexString((string)pair.Second!));
        return new RedisRun((string)(await database.ScriptEvaluateAsync(known[CacheScript.RunId]))!, known);
    }

    /// <exception cref="RedisServerException">It is another run (<c>NOSCRIPT</c>), or cannot do it.</exception>
    public Task<RedisResult> EvaluateAsync(IDatabase database, CacheScript script, string key, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(_hashes[script], [key], arguments);
}
