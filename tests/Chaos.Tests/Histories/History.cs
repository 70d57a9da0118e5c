using Products.Servers.Histories;

namespace Products.Chaos.Tests.Histories;

/// <summary>A history made up by hand, in seconds; the value of revision n is 100 + n unless told.</summary>
internal sealed class History(int silentRevisions = 0)
{
    private readonly List<Operation> _operations = [];

    public IReadOnlyList<Operation> Operations => _operations;

    public History Write(int client, long revision, double from, double to, long? value = null) =>
        With(Operation.Write(client, "front", revision, value ?? ValueOf(revision), At(from), At(to)));

    public History Attempt(int client, long value, double from) => With(Operation.Attempt(client, "front", value, At(from)));

    public History Read(int client, long revision, double from, double to, long? value = null) =>
        With(Operation.Read(client, "front", revision, value ?? ValueOf(revision), At(from), At(to)));

    public BrokenRule[] Broken() => [.. Violations().Select(violation => violation.Rule).Distinct()];

    /// <summary>Those of the whole history, after a look that one recorded by <see cref="Register"/> tells the same.</summary>
    public IReadOnlyList<Violation> Violations()
    {
        var violations = RegisterChecker.Check(new RegisterHistory(Guid.Empty, silentRevisions, _operations));
        var register = new Register(Guid.Empty, silentRevisions);
        _operations.ForEach(register.Record);
        Assert.Equal(violations.Select(violation => violation.Rule).ToHashSet(), RegisterChecker.Check(register.History()).Select(violation => violation.Rule).ToHashSet());
        return violations;
    }

    private History With(Operation operation)
    {
        _operations.Add(operation);
        return this;
    }

    private static long ValueOf(long revision) => revision == 0 ? Operation.NoValue : 100 + revision;

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
