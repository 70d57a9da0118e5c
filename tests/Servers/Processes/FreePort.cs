using System.Net;
using System.Net.Sockets;

namespace Products.Servers.Processes;

/// <summary>Ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Below the range from which Linux takes the ports of outgoing connections, so that none of these gets in between.</summary>
    private const int First = 10_000;
    private const int Last = 32_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port on loopback that is free now, and that this process was not given before.</summary>
    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last);
                if (!Given.Contains(port) && IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>Whether nobody listens on it on loopback.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
