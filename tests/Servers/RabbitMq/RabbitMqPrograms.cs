namespace Products.Servers.RabbitMq;

/// <summary>Where the programs of RabbitMQ and Erlang are.</summary>
/// <remarks>
/// Debian's own, or with <c>TEST_RABBITMQ=4</c> those of <c>tests/install-rabbitmq4</c>, in the folder <c>TEST_RABBITMQ4</c> or in
/// <c>~/.cache/products-tests/rabbitmq4</c>.
/// </remarks>
internal sealed record RabbitMqPrograms(string Root)
{
    public string Server => Root + "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public string PortMapper => Root.Length == 0 ? "epmd" : Root + "/usr/bin/epmd";

    /// <summary>The search path: the server's script looks for <c>erl</c> there.</summary>
    public string Path => $"{Root}/usr/bin:{Environment.GetEnvironmentVariable("PATH")}";

    /// <exception cref="InvalidOperationException">They are not installed.</exception>
    public static RabbitMqPrograms Find()
    {
        var programs = new RabbitMqPrograms(Environment.GetEnvironmentVariable("TEST_RABBITMQ") switch
        {
            null or "" => "",
            "4" => FolderOf4(),
            var other => throw new InvalidOperationException($"TEST_RABBITMQ is '{other}': it can be 4, or not be set for Debian's own."),
        });
        return File.Exists(programs.Server)
            ? programs
            : throw new InvalidOperationException($"There is no '{programs.Server}'. Run tests/install, or tests/install-rabbitmq4 for TEST_RABBITMQ=4.");
    }

    private static string FolderOf4() => Environment.GetEnvironmentVariable("TEST_RABBITMQ4") is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "products-tests", "rabbitmq4");
}
