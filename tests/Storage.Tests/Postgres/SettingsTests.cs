using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Silo.Storage;

namespace Products.Storage.Tests.Postgres;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Postgres:Port=0", "Postgres:Port")]
    [InlineData("Postgres:MaxPoolSize=1", "Postgres:MaxPoolSize")]
    [InlineData("Postgres:CommandTimeout=00:00:25", "Postgres:CommandTimeout")]
    [InlineData("Postgres:ConnectionString=Host=x;Command Timeout=60", "Postgres:ConnectionString")]
    [InlineData("Postgres:Host=a,b", "Postgres:Host")]
    [InlineData("Postgres:ConnectionString=Host=a,b", "Postgres:ConnectionString")]
    [InlineData("Postgres:ConnectionString=Host=x;Passwort=secret", "Postgres:ConnectionString")]
    public void A_bad_setting_is_named_and_no_secret_told(string setting, string name)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Services(setting).GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_connection_string_wins_over_the_single_settings()
    {
        var settings = Options("Postgres:Host=a", "Postgres:Database=d", "Postgres:ConnectionString=Server=b;User Id=u;Maximum Pool Size=7").ToConnectionString();

        Assert.Equal(("b", "u", "d", 7, 10), (settings.Host, settings.Username, settings.Database, settings.MaxPoolSize, settings.CommandTimeout));
    }

    [Fact]
    public void The_connection_string_that_Orleans_logs_has_no_password()
    {
        var source = Services("Postgres:Password=secret").GetRequiredService<NpgsqlDataSource>();

        Assert.DoesNotContain("secret", source.ConnectionString, StringComparison.Ordinal);
    }

    private static PostgresOptions Options(params string[] settings) => Services(settings).GetRequiredService<IOptions<PostgresOptions>>().Value;

    private static ServiceProvider Services(params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder([.. settings.Select(setting => "--" + setting)]);
        builder.AddPostgresStorage();
        return builder.Services.BuildServiceProvider();
    }
}
