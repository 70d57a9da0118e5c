using System.Diagnostics;

namespace Products.TestKit;

/// <summary>Waiting for a condition: it is looked at again and again, and the test fails when it does not come true in time.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> TrueAsync<T>(Func<Task<T>> look, Func<T, bool> condition, int seconds = 30)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (condition(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds)
            {
                Assert.Fail($"Not true within {seconds} s; last seen: {seen}");
            }

            await Task.Delay(Pause);
        }
    }
}
