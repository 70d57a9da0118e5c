using System.Diagnostics;
using Products.Client;

namespace Products.Acceptance.Tests;

public sealed class DeadlyImageTests(Acceptance acceptance)
{
    private const int Neighbours = 12;

    /// <summary>Whoever fetches the deadly picture is killed while it works on it; the source of the picture does that.</summary>
    [Fact]
    public async Task An_image_that_crashes_its_worker_fails_and_its_neighbours_are_ready()
    {
        var good = Pictures.Quadrants(64, 48).PngsaveBuffer();
        await using var source = await PictureServer.StartAsync(context =>
        {
            if (context.Request.Path == "/deadly.png")
            {
                KillClient(context.Connection.RemotePort);
            }

            return PictureServer.WriteAsync(context, good);
        });
        var user = await acceptance.Api.CreateUserAsync();
        var products = new List<Guid>();
        for (var n = 0; n < Neighbours; n++)
        {
            products.Add(await acceptance.Api.CreateProductAsync(user, n == 3 ? $"{source.Url}/deadly.png" : $"{source.Url}/{n}.png"));
        }

        for (var n = 0; n < Neighbours; n++)
        {
            var image = (await acceptance.Api.WhenDoneAsync(products[n], seconds: 90)).Images.Single();
            Assert.Equal((n == 3 ? ImageStatus.Failed : ImageStatus.Ready, n == 3 ? "worker_crashed" : null), (image.Status, image.Error?.Code));
        }

        await acceptance.ReadyAsync();
    }

    /// <summary>By another's hand, so that it is started again as a crashed process is.</summary>
    private void KillClient(int port)
    {
        foreach (var worker in acceptance.Cluster.Workers.Where(worker => worker.Process.IsRunning && SocketOwner.Is(worker.Process.Id, port)))
        {
            using var process = Process.GetProcessById(worker.Process.Id);
            process.Kill();
        }
    }
}
