using System.Net;
using Products.Servers.Load;
using Products.Standalone.Tests.Access;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Changes;

/// <summary>How many may listen, and for how long.</summary>
public sealed class ListenerLimitTests(ListenerLimitTests.FewListeners host, ListenerLimitTests.QuickHeartbeat quick, AccessHost guarded)
    : IClassFixture<ListenerLimitTests.FewListeners>, IClassFixture<ListenerLimitTests.QuickHeartbeat>, IClassFixture<AccessHost>
{
    public sealed class FewListeners : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Events:MaxListeners=1"];
    }

    public sealed class QuickHeartbeat : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Events:Heartbeat=00:00:01"];
    }

    [Fact]
    public async Task One_too_many_is_told_to_come_again_and_may_when_another_has_gone()
    {
        var path = $"/events?user_id={await host.Api.CreateUserAsync()}";
        await using (var listener = new EventListener([host.Client], path))
        {
            await listener.Started;

            var refused = await host.Client.SendAsync("GET", path);

            refused.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        await Until.TrueAsync(() => host.Client.SendAsync("GET", path), answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_hears_nothing_gets_signs_of_life()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var events = new StreamReader(await quick.Client.GetStreamAsync($"/events?user_id={await quick.Api.CreateUserAsync()}", limit.Token));
        while (await events.ReadLineAsync(limit.Token) != "event: heartbeat")
        {
        }

        Assert.Equal("data: {}", await events.ReadLineAsync(limit.Token));
    }

    [Fact]
    public async Task A_token_may_live_for_years()
    {
        var user = Guid.NewGuid();
        var token = guarded.Sign(new Token { Subject = user.ToString(), ExpiresIn = TimeSpan.FromDays(1000) });

        Assert.Equal("event: start", (await guarded.SendAsync("GET", $"/events?user_id={user}", token)).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var user = Guid.NewGuid();
        (await guarded.PostAsync("/users", guarded.User(user), new { name = "Ada" })).Is(HttpStatusCode.Created);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?user_id={user}");
        request.Headers.Authorization = new("Bearer", guarded.Sign(new Token { Subject = user.ToString(), ExpiresIn = TimeSpan.FromSeconds(3) }));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await guarded.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);

        Assert.StartsWith("event: start", await answer.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
    }
}
