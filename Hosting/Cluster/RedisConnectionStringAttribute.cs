using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace Products.Hosting.Cluster;

/// <summary>Accepts what StackExchange.Redis can read. The text is never repeated, because it may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RedisConnectionStringAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
        value is string text && HasEndpoint(text) ? ValidationResult.Success : new ValidationResult(
            "This is no StackExchange.Redis connection string such as localhost:6379,password=….", [context.MemberName!]);

    private static bool HasEndpoint(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
