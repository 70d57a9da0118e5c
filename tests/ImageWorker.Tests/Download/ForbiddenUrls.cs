using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

/// <summary>URLs that must not be fetched. <c>{port}</c> is an allowed port on which this machine listens.</summary>
internal static class ForbiddenUrls
{
    /// <summary>Hosts that are an address which is not public, however it is written.</summary>
    private static readonly string[] Addresses =
    [
        // Loopback, in all that inet_aton and its heirs take.
        "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0X7F000001", "017700000001", "0177.0.0.1",
        "0177.1", "0x7f.1", "0x7f.0x0.0x0.0x1", "127.0.0.0x1", "127.000.000.001", "00000177.1", "127\u30020\u30020\u30021",

        // This host, private, carrier-grade, link-local with its metadata services.
        "0", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "167772161", "0xa.1", "012.1", "172.16.0.1", "172.31.255.255",
        "192.168.0.1", "192.168.1", "0xc0a80001", "100.64.0.1", "100.127.255.255", "169.254.0.1", "169.254.169.254", "2852039166",
        "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "168.63.129.16",

        // Protocol assignments, documentation, relays, benchmarks, multicast, reserved, broadcast.
        "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "4294967295",

        // IPv6 proper.
        "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::1%25lo]", "[fe80::1]", "[FE80::1]",
        "[fe80::1%25eth0]", "[febf::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[FD00:EC2::254]", "[ff02::1]", "[100::1]",
        "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[2001:2::1]", "[2001:10::1]", "[4000::1]",

        // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP.
        "[::ffff:127.0.0.1]", "[::FFFF:7F00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:10.0.0.1]",
        "[::ffff:8.8.8.8]", "[::ffff:36.0.0.1]", "[::8.8.8.8]",
        "[::127.0.0.1]", "[::7f00:1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::1]", "[2002:a9fe:a9fe::]", "[2001::1]", "[2001:0:7f00:1::]", "[2606:4700::5efe:127.0.0.1]",
        "[2606:4700::200:5efe:a00:1]",
    ];

    /// <summary>Hosts that only the resolver can tell; here it takes them all for this machine.</summary>
    private static readonly string[] Names =
    [
        "localhost", "LOCALHOST", "LocalHost", "localhost.", "localhost.localdomain", "ip6-localhost", "127.0.0.1.", "127.1.", "2130706433.",
        "0x7f000001.", "127.0.0.1.nip.io", "metadata.google.internal", "host.docker.internal", "4294967296", "256.256.256.256",
        "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "\uff11\uff12\uff17.\uff10.\uff10.\uff11", "\u0661\u0662\u0667.\u0660.\u0660.\u0661",
        "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "local\u00adhost", "xn--localhost-9ma", "pictures.example",
    ];

    /// <summary>Refused by their look alone.</summary>
    private static readonly string[] Urls =
    [
        "http://user@127.0.0.1:{port}/", "http://user:secret@127.0.0.1:{port}/", "http://pictures.example@127.0.0.1:{port}/",
        "http://pictures.example:80@127.0.0.1:{port}/", "http://:secret@127.0.0.1:{port}/", "http://pictures.example%40@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@pictures.example/", "http://pictures.example\\@127.0.0.1:{port}/",
        "http://%31%32%37.0.0.1:{port}/", "http://localhos%74:{port}/", "http://127.0.0.1%00.pictures.example:{port}/",
        "http://127.0.0.1%2f:{port}/", "http://127.0.0.1\t:{port}/", "http://127.0.0.1\r\nHost: a:{port}/", "http://a b:{port}/",
        "http://.127.0.0.1:{port}/", "http://pictures..example:{port}/", "http://[::1:{port}/", "http://[v1.x]:{port}/",
        "http:127.0.0.1:{port}/", "http:/127.0.0.1:{port}/", "http:///127.0.0.1:{port}/", "//127.0.0.1:{port}/", "127.0.0.1:{port}/", "/etc/passwd",
        "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "ftp://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/_GET", "data:image/png;base64,AAAA",
        "dict://127.0.0.1:{port}/", "ldap://127.0.0.1:{port}/", "ws://127.0.0.1:{port}/", "jar:http://127.0.0.1:{port}/!/", "javascript:alert(1)",
        "http://127.0.0.1:22/", "http://127.0.0.1:0/", "http://127.0.0.1:8080/", "https://127.0.0.1:6379/", "http://127.0.0.1:65535/",
        "http://127.0.0.1:65536/", "http://127.0.0.1:-1/", "UPLOAD:x", "http://", "",
    ];

    public static TheoryData<string> ByLook => [.. Urls];

    public static TheoryData<string, string> All =>
    [
        .. Addresses.Select(host => ($"http://{host}:{{port}}/", ImageErrorCode.ForbiddenAddress)),
        .. Addresses.Select(host => ($"https://{host}:{{port}}/", ImageErrorCode.ForbiddenAddress)),
        .. Names.Select(host => ($"http://{host}:{{port}}/", ImageErrorCode.ForbiddenAddress)),
        .. Urls.Select(url => (url, ImageErrorCode.ForbiddenUrl)),
        ("http://@127.0.0.1:{port}/", ImageErrorCode.ForbiddenAddress),
        ("  http://127.0.0.1:{port}/  ", ImageErrorCode.ForbiddenAddress),
        ("HTTP://127.0.0.1:{port}/", ImageErrorCode.ForbiddenAddress),
        ("http://pictures.example:{port}/#@8.8.8.8/", ImageErrorCode.ForbiddenAddress),
        ("http://pictures.example:{port}/?@8.8.8.8/", ImageErrorCode.ForbiddenAddress),
    ];
}
