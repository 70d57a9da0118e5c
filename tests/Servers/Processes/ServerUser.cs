using System.Diagnostics;

namespace Products.Servers.Processes;

/// <summary>The account of a server that refuses to run as root: when we are root, it is started as that; otherwise as who we are.</summary>
internal sealed class ServerUser(string name)
{
    /// <summary><c>setpriv</c> becomes the program, so its process id is the program's.</summary>
    public ProcessStartInfo Start(string folder, string program, IEnumerable<string> arguments)
    {
        string[] line = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={name}", $"--regid={name}", "--init-groups", program, .. arguments]
            : [program, .. arguments];
        return new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = folder };
    }

    /// <summary>Gives it a folder and all that is in it.</summary>
    public void Own(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["-R", name, folder]);
            chown.WaitForExit();
        }
    }
}
