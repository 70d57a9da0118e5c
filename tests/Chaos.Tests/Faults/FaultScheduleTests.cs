using Products.Chaos.Faults;

namespace Products.Chaos.Tests.Faults;

public sealed class FaultScheduleTests
{
    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_seed_others()
    {
        Assert.Equal(Text(seed: 7), Text(seed: 7));
        Assert.NotEqual(Text(seed: 7), Text(seed: 8));
    }

    [Fact]
    public void Every_kind_of_fault_comes_in_turn()
    {
        var all = Faults(seed: 1, steps: 500).Select(fault => fault.Name).ToHashSet();
        Assert.Equal(33, all.Count);
        Assert.All(Enumerable.Range(1, 20), seed => Assert.Superset(all, Faults(seed, steps: 60).Select(fault => fault.Name).ToHashSet()));
    }

    [Fact]
    public void Two_at_a_time_at_most_and_never_two_of_the_same_part() =>
        Assert.All(FaultSchedule.Of(3).Take(500), step => Assert.True(
            step.Faults.Count is 1 or 2 && step.Faults.Select(fault => fault.Part).Distinct().Count() == step.Faults.Count, string.Join(", ", step.Faults)));

    private static string Text(int seed) => string.Join('\n', FaultSchedule.Of(seed).Take(40).Select(step => $"{string.Join(", ", step.Faults)}; {step.Calm}"));

    private static IEnumerable<Fault> Faults(int seed, int steps) => FaultSchedule.Of(seed).Take(steps).SelectMany(step => step.Faults);
}
