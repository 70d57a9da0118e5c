using System.Globalization;
using Orleans.Storage;

namespace Products.Silo.Cache;

/// <summary>Grain storage behind a cache in Redis: an activation reads Redis first, a write makes the cached value void before it commits.</summary>
/// <remarks>
/// A read is never older than the last acknowledged write, whatever Redis does: see docs/decisions/0018-cache-epoch.md.
/// A grain that is not stored yet has nothing in the cache, so its first write needs no mark; the next activation fills.
/// </remarks>
internal sealed partial class CachedStorage(
    IGrainStorage inner, RedisCache redis, CacheGate gate, CacheKeys keys, IGrainStorageSerializer serializer, TimeProvider time,
    ILogger<CachedStorage> logger) : IGrainStorage
{
    /// <summary>Of the wait before a write, and of that after it. Leaves the write itself its time within that of the call.</summary>
    private static readonly TimeSpan CacheLimit = TimeSpan.FromSeconds(10);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (gate.Mode is not { State: CacheState.Usable } mode)
        {
            CacheFigures.Unused();
            await inner.ReadStateAsync(stateName, grainId, grainState);
            return;
        }

        var (key, lease) = (keys.Of(mode, stateName, grainId), NewToken('L'));
        var read = await redis.ReadAsync(key, lease);
        var isHit = Take(read.Held, grainState) && gate.Mode == mode;
        CacheFigures.Read(isHit);
        if (isHit)
        {
            return;
        }

        await inner.ReadStateAsync(stateName, grainId, grainState);
        if (read.HasLease && grainState.RecordExists)
        {
            await redis.FillAsync(key, lease, ValueOf(grainState));
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (string.IsNullOrEmpty(grainState.ETag))
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        var mark = await MarkAsync(stateName, grainId);
        try
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (InconsistentStateException)
        {
            await redis.ForgetAsync(mark.Key, mark.Token);
            throw;
        }

        await PutAsync(mark, stateName, grainId, VersionOf(grainState), ValueOf(grainState));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Grain state is never cleared: a deleted product leaves a tombstone.");

    private static string NewToken(char kind) => $"{kind}:{Guid.NewGuid():N}";

    private static long VersionOf<T>(IGrainState<T> state) => long.Parse(state.ETag!, CultureInfo.InvariantCulture);

    private byte[] ValueOf<T>(IGrainState<T> state) => CacheValue.Write(VersionOf(state), serializer.Serialize(state.State).ToMemory());

    private bool Take<T>(ReadOnlyMemory<byte> held, IGrainState<T> state)
    {
        if (!CacheValue.TryRead(held, out var version, out var json))
        {
            return false;
        }

        try
        {
            state.State = serializer.Deserialize<T>(new BinaryData(json));
            state.ETag = version.ToString(CultureInfo.InvariantCulture);
            state.RecordExists = true;
            return true;
        }
        catch (System.Text.Json.JsonException failure)
        {
            LogUnreadable(failure);
            return false;
        }
    }

    /// <summary>Before the commit: the cached value is void, or no silo uses the cache.</summary>
    /// <exception cref="IOException">Neither could be reached in time, and the database cannot be either; nothing was written.</exception>
    private async Task<WriteMark> MarkAsync(string stateName, GrainId grainId)
    {
        var (token, began) = (NewToken('W'), time.GetTimestamp());
        while (time.GetElapsedTime(began) < CacheLimit)
        {
            switch (gate.Mode)
            {
                case { State: CacheState.Suspended }:
                    return WriteMark.None;
                case { State: CacheState.Usable } mode when await redis.MarkAsync(keys.Of(mode, stateName, grainId), token):
                    return new WriteMark(keys.Of(mode, stateName, grainId), token);
                case var mode:
                    await SettleAsync(mode);
                    break;
            }
        }

        throw new IOException("Whether the cache is in use could not be found out in time.");
    }

    /// <summary>After the commit, before it is acknowledged: no reader holds a lease from before it, or no silo uses the cache.</summary>
    /// <exception cref="IOException">That could not be had in time: the write is stored, and not acknowledged.</exception>
    private async Task PutAsync(WriteMark mark, string stateName, GrainId grainId, long version, byte[] value)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < CacheLimit)
        {
            switch (gate.Mode)
            {
                case { State: CacheState.Suspended }:
                    return;
                case { State: CacheState.Usable } mode when await redis.PutAsync(keys.Of(mode, stateName, grainId), mark.Token, version, value):
                    return;
                case var mode:
                    await SettleAsync(mode);
                    break;
            }
        }

        throw new IOException("The write is stored, but older values of it could not be taken out of the cache in time.");
    }

    /// <summary>Waits, asks, or suspends, until the mode says what may be done.</summary>
    private Task SettleAsync(CacheMode mode) => mode.State switch
    {
        CacheState.Settling => Task.Delay(mode.Wait + TimeSpan.FromMilliseconds(1), time),
        CacheState.Unknown => gate.RefreshAsync(),
        _ => gate.SuspendAsync(),
    };

    private readonly record struct WriteMark(CacheKey Key, string Token)
    {
        /// <summary>When the cache is suspended.</summary>
        public static WriteMark None => new(default, "");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cached state cannot be read; the database is asked instead")]
    private partial void LogUnreadable(Exception failure);
}
