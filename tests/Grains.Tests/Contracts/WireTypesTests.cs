using Products.Grains.Interfaces.Products;

namespace Products.Grains.Tests.Contracts;

/// <summary>
/// What processes of two versions send each other during an upgrade. OrleansContracts.txt has the calls; WireTypes.txt has
/// what Orleans' analyzer does not look at: the aliases of grain interfaces, and the members of records.
/// </summary>
public sealed class WireTypesTests
{
    private static readonly string Committed = Repository.Path("Grains.Interfaces", "WireTypes.txt");

    [Fact]
    public void What_is_sent_is_what_is_committed()
    {
        var actual = WireType.AllOf(typeof(IProductGrain).Assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_WIRE_TYPES") == "true")
        {
            File.WriteAllText(Committed, actual);
        }

        Assert.True(File.ReadAllText(Committed) == actual, $"""
            Grains.Interfaces/WireTypes.txt is not what is sent: {FirstDifference(File.ReadAllText(Committed), actual)}
            An alias, and an [Id] with its type, are never changed and never used again: processes of the last version read them.
            If a member was added, run this test with UPDATE_WIRE_TYPES=true and commit the difference.
            """);
    }

    private static string FirstDifference(string committed, string actual)
    {
        var (was, now) = (committed.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).FirstOrDefault(number => was.ElementAtOrDefault(number) != now.ElementAtOrDefault(number));
        return $"line {line + 1} is \"{was.ElementAtOrDefault(line)?.Trim()}\" where the code says \"{now.ElementAtOrDefault(line)?.Trim()}\".";
    }
}
