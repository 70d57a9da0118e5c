using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Products.Chaos.Load;

/// <summary>What the clients share: the front ends, the products, and what they note.</summary>
internal sealed class Workload(FrontDoors doors, Stock stock, Findings findings)
{
    /// <summary>Of a client that was not answered.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    public FrontDoors Doors => doors;

    public Stock Stock => stock;

    public Counted Counted { get; } = new();

    /// <summary>Whose products they are.</summary>
    public string User { get; private set; } = "";

    public async Task OpenAsync(HttpClient api)
    {
        using var created = await api.PostAsJsonAsync("/users", new { name = "Ada" });
        created.EnsureSuccessStatusCode();
        User = (string)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!;
    }

    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add(otherwise);
        }
    }
}
