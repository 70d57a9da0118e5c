using System.Diagnostics;

namespace Products.Grains.Tests.Reads;

/// <summary>What another thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, "It did not come about.");
            await Task.Delay(1);
        }
    }
}
