using Products.Servers.Histories;

namespace Products.Chaos.Tests.Histories;

/// <summary>Many histories of a register that is right, made by a simulation of clients and time; and the same with one answer made wrong.</summary>
public sealed class RandomHistoryTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_a_right_register_answers_is_never_a_violation(int seed) =>
        Assert.Empty(Check(new SimulatedRegister(seed).Run(150)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_read_answered_with_what_had_been_overwritten_before_it_began_is_found(int seed)
    {
        var simulated = new SimulatedRegister(seed);
        var operations = simulated.Run(150);
        var stale = simulated.MakeOneReadStale(operations);
        Assert.Contains(Check(operations), violation => violation.Rule == BrokenRule.Stale && violation.Operation == stale);
    }

    [Fact]
    public void A_million_operations_on_one_register_are_checked_in_seconds()
    {
        var operations = new SimulatedRegister(seed: 1).Run(1_000_000);
        Assert.Empty(RegisterChecker.Check(new RegisterHistory(Guid.Empty, 0, operations)));
    }

    /// <summary>The whole history, and the one that is left of it when it is recorded, must say the same of what is wrong.</summary>
    private static IReadOnlyList<Violation> Check(List<Operation> operations)
    {
        var whole = RegisterChecker.Check(new RegisterHistory(Guid.Empty, 0, operations));
        var register = new Register(Guid.Empty);
        operations.ForEach(register.Record);
        Assert.Equal(whole.Count > 0, RegisterChecker.Check(register.History()).Count > 0);
        return whole;
    }
}
