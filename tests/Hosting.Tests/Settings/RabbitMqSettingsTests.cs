using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Products.Hosting.RabbitMq;
using Products.Hosting.Settings;

namespace Products.Hosting.Tests.Settings;

/// <summary>The settings of the broker and of the queue of image jobs, as silo and worker read them.</summary>
public sealed class RabbitMqSettingsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadValues() => new()
    {
        { "RabbitMq:Host", "" },
        { "RabbitMq:Port", "0" },
        { "RabbitMq:Port", "65536" },
        { "RabbitMq:Port", "amqp" },
        { "RabbitMq:User", "" },
        { "RabbitMq:VirtualHost", "" },
        { "RabbitMq:Uri", "http://user:hidden@broker" },
        { "RabbitMq:Uri", "user:hidden@broker" },
        { "RabbitMq:UseTls", "perhaps" },
        { "RabbitMq:Heartbeat", "00:00:00.9" },
        { "RabbitMq:Heartbeat", "00:05:01" },
        { "RabbitMq:ConnectTimeout", "00:00:00" },
        { "RabbitMq:ConnectTimeout", "00:01:01" },
        { "RabbitMq:PublishTimeout", "00:00:00" },
        { "RabbitMq:PublishTimeout", "00:01:01" },
        { "ImageQueue:NamePrefix", new string('x', 101) },
        { "ImageQueue:MaxLength", "0" },
        { "ImageQueue:MaxLength", "100000001" },
        { "ImageQueue:Prefetch", "0" },
        { "ImageQueue:Prefetch", "1001" },
        { "ImageQueue:SweepInterval", "00:00:00" },
        { "ImageQueue:SweepInterval", "01:00:01" },
        { "ImageQueue:RepublishAfter", "00:00:00.9" },
        { "ImageQueue:RepublishAfter", "30.00:00:01" },
    };

    [Theory, MemberData(nameof(BadValues))]
    public async Task A_bad_value_stops_the_process_and_is_named_without_a_secret(string setting, string value)
    {
        using var host = Build((setting, value));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancelled));

        Assert.Contains(setting, StartFailure.Explain(failure), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RabbitMq:Hots")]
    [InlineData("ImageQueue:Prefix")]
    public async Task A_name_that_is_none_stops_the_process_and_is_told(string setting)
    {
        using var host = Build((setting, "x"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancelled));

        Assert.Contains(setting.Split(':')[1], StartFailure.Explain(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ends_of_each_range_are_taken()
    {
        using var least = Build(
            ("RabbitMq:Port", "1"), ("RabbitMq:Heartbeat", "00:00:01"), ("RabbitMq:ConnectTimeout", "00:00:00.1"), ("RabbitMq:PublishTimeout", "00:00:00.1"),
            ("ImageQueue:MaxLength", "1"), ("ImageQueue:Prefetch", "1"), ("ImageQueue:SweepInterval", "00:00:00.1"), ("ImageQueue:RepublishAfter", "00:00:01"));
        using var most = Build(
            ("RabbitMq:Port", "65535"), ("RabbitMq:Heartbeat", "00:05:00"), ("RabbitMq:ConnectTimeout", "00:01:00"), ("RabbitMq:PublishTimeout", "00:01:00"),
            ("ImageQueue:NamePrefix", new string('x', 100)), ("ImageQueue:MaxLength", "100000000"), ("ImageQueue:Prefetch", "1000"),
            ("ImageQueue:SweepInterval", "01:00:00"), ("ImageQueue:RepublishAfter", "30.00:00:00"));

        await least.StartAsync(Cancelled);
        await most.StartAsync(Cancelled);
    }

    [Theory]
    [InlineData("amqp://u:p@broker:5673/shop", "broker", 5673, "u", "shop", false)]
    [InlineData("amqps://u:p@broker/shop", "broker", 5671, "u", "shop", true)]
    public void A_whole_uri_wins_over_the_single_settings(string uri, string host, int port, string user, string virtualHost, bool tls)
    {
        var factory = Read(("RabbitMq:Uri", uri), ("RabbitMq:Host", "other"), ("RabbitMq:Port", "1"), ("RabbitMq:User", "other")).ToFactory();

        Assert.Equal((host, port, user, virtualHost, tls), (factory.HostName, factory.Endpoint.Port, factory.UserName, factory.VirtualHost, factory.Ssl.Enabled));
    }

    [Fact]
    public void The_port_follows_from_tls_unless_it_is_set()
    {
        Assert.Equal(5672, Read().ToFactory().Endpoint.Port);
        Assert.Equal(5671, Read(("RabbitMq:UseTls", "true")).ToFactory().Endpoint.Port);
        Assert.Equal(7, Read(("RabbitMq:UseTls", "true"), ("RabbitMq:Port", "7")).ToFactory().Endpoint.Port);
    }

    private static RabbitMqOptions Read(params (string Name, string Value)[] settings)
    {
        using var host = Build(settings);
        return host.Services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
    }

    private static IHost Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddRabbitMq(_ => [], HealthStatus.Degraded);
        return builder.Build();
    }
}
