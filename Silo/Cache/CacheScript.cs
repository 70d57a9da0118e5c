namespace Products.Silo.Cache;

/// <summary>A script that Redis runs in one step. A key holds a value, a lease <c>L:…</c>, a mark <c>W:…</c>, or nothing.</summary>
internal sealed class CacheScript(string body)
{
    /// <summary>Arguments: a lease and its time in milliseconds. Leaves the lease where there was nothing, or another's lease.</summary>
    /// <returns>The value or the mark that was there.</returns>
    public static readonly CacheScript Read = new(
        """
        local held = redis.call('GET', KEYS[1])
        if held and string.sub(held, 1, 2) ~= 'L:' then return held end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return false
        """);

    /// <summary>Arguments: the lease, a value and its time. Puts the value where the lease still is.</summary>
    public static readonly CacheScript Fill = new(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 1
        """);

    /// <summary>Arguments: a mark and its time.</summary>
    public static readonly CacheScript Mark = new(
        """
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """);

    /// <summary>Arguments: the mark, a version, its value and its time. Puts it in the place of the mark or of an older value; ends a lease.</summary>
    public static readonly CacheScript Put = new(
        """
        local held = redis.call('GET', KEYS[1])
        if not held then return 0 end
        local version = string.match(held, '^{"version":(%d+)')
        if held == ARGV[1] or (version and tonumber(version) < tonumber(ARGV[2])) then
            redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
            return 1
        end
        if string.sub(held, 1, 2) == 'L:' then redis.call('DEL', KEYS[1]) end
        return 0
        """);

    /// <summary>Argument: the caller's own mark. Removes anything but the mark of another writer.</summary>
    public static readonly CacheScript Forget = new(
        """
        local held = redis.call('GET', KEYS[1])
        if held and (held == ARGV[1] or string.sub(held, 1, 2) ~= 'W:') then redis.call('DEL', KEYS[1]) end
        return 1
        """);

    /// <summary>No arguments.</summary>
    /// <returns>The id that the server took when it was started, and that which its data took when it became a primary.</returns>
    public static readonly CacheScript Identity = new(
        """
        return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') .. '/' .. string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
        """);

    public static IReadOnlyList<CacheScript> All { get; } = [Read, Fill, Mark, Put, Forget, Identity];

    public string Body { get; } = body;
}
