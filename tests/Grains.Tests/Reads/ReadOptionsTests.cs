using System.ComponentModel.DataAnnotations;
using Orleans.Configuration;
using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class ReadOptionsTests
{
    /// <summary>A deactivation that takes longer is cut short, and with it the wait for those who hold the product.</summary>
    [Fact]
    public void The_longest_lease_ends_before_a_deactivation_is_given_up()
    {
        var longest = TimeSpan.FromSeconds(3);
        Assert.True(IsValid(longest));
        Assert.False(IsValid(longest + TimeSpan.FromSeconds(1)));

        Assert.True(longest * 1.25 < GrainCollectionOptions.DEFAULT_DEACTIVATION_TIMEOUT);
    }

    private static bool IsValid(TimeSpan lease)
    {
        var options = new ReadOptions { SessionLease = lease };
        return Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true);
    }
}
