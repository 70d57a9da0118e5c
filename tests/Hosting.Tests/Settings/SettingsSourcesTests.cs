using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Products.Hosting.Settings;

namespace Products.Hosting.Tests.Settings;

/// <summary>These change what belongs to the whole process, its environment and working directory, so they run one at a time.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SettingsSourcesTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("products-settings-").FullName;
    private readonly List<string> _variables = [];

    public SettingsSourcesTests() => Directory.SetCurrentDirectory(_folder);

    [Theory]
    [InlineData("DB_HOST", "Postgres:Host")]
    [InlineData("DB_PORT", "Postgres:Port")]
    [InlineData("DB_USER", "Postgres:User")]
    [InlineData("DB_PASSWORD", "Postgres:Password")]
    [InlineData("DB_NAME", "Postgres:Database")]
    [InlineData("QUEUE_HOST", "RabbitMq:Host")]
    [InlineData("CACHE_HOST", "Redis:Membership")]
    [InlineData("CACHE_HOST", "Redis:Cache")]
    [InlineData("AWS_S3_BUCKET", "S3:Bucket")]
    [InlineData("AWS_ACCESS_KEY_ID", "S3:AccessKey")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "S3:SecretKey")]
    public void A_short_name_sets_its_setting_from_the_environment_and_from_the_file(string name, string setting)
    {
        File.WriteAllText(".env", $"{name}=of-the-file\n");
        Assert.Equal("of-the-file", Settings()[setting]);

        Set(name, "of-the-environment");
        Assert.Equal("of-the-environment", Settings()[setting]);
    }

    [Fact]
    public void The_full_name_goes_before_the_short_one_and_the_command_line_before_both()
    {
        Set("DB_HOST", "short");
        Set("Postgres__Host", "full");

        Assert.Equal("full", Settings()["Postgres:Host"]);
        Assert.Equal("told", Settings("--Postgres:Host=told")["Postgres:Host"]);
    }

    [Fact]
    public void A_short_name_of_the_environment_goes_before_a_full_name_of_the_file()
    {
        File.WriteAllText(".env", "Postgres__Host=full\n");
        Set("DB_HOST", "short");

        Assert.Equal("short", Settings()["Postgres:Host"]);
    }

    [Fact]
    public void The_file_may_hold_full_names_comments_and_quoted_values()
    {
        File.WriteAllText(".env", "# our shop\nImages__MaxBytes=1024\nDB_PASSWORD='a $b #c'\n");

        Assert.Equal("1024", Settings()["Images:MaxBytes"]);
        Assert.Equal("a $b #c", Settings()["Postgres:Password"]);
    }

    [Fact]
    public void A_short_name_that_is_set_to_nothing_is_not_set()
    {
        File.WriteAllText(".env", "DB_HOST=of-the-file\nDB_USER=\n");
        Set("DB_HOST", "");

        Assert.Equal("of-the-file", Settings()["Postgres:Host"]);
        Assert.Null(Settings()["Postgres:User"]);
    }

    [Fact]
    public void Other_variables_of_the_file_set_nothing()
    {
        File.WriteAllText(".env", "POSTGRES_TAG=15\n");

        Assert.Null(Settings()["POSTGRES_TAG"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_its_secrets_are_not_told()
    {
        File.WriteAllText(".env", "DB_PASSWORD=\"secret\nDB_HOST\n");

        var failure = Assert.Throws<StartFailureException>(() => Settings());
        Assert.Contains(".env", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    private static ConfigurationManager Settings(params string[] commandLine)
    {
        var builder = WebApplication.CreateBuilder(commandLine);
        builder.AddSettingsSources();
        return builder.Configuration;
    }

    private void Set(string name, string value)
    {
        _variables.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}

/// <summary>Tests that change what belongs to the whole process.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
