using static Products.Standalone.Sample.Drawing.Paints;
using static Products.Standalone.Sample.Drawing.SceneParts;
using static Products.Standalone.Sample.Drawing.Shapes;

namespace Products.Standalone.Sample.Drawing;

/// <summary>The things that the sample sells, each on a table before a wall.</summary>
internal static class Scenes
{
    public static IReadOnlyList<Layer> Lamp =>
    [
        .. Room("F2D9B8", "E3BE92", "B9825A"),
        new(Circle(2, 1.1f, 1.5f), Plain("FFF3CF"), 0.75f, 1.9f),
        Shadow(2.05f, 0.7f),
        new(Ellipse(2, Table, 0.55f, 0.09f), Across("8C6A2F", "5E4419", 1.5f, 2.5f)),
        new(Ellipse(2, Table - 0.03f, 0.55f, 0.085f), Across("E3BC68", "A97E35", 1.5f, 2.5f)),
        new(Box(2, 1.85f, 0.09f, 0.95f, 0.04f), Across("F3D58A", "8F6A2B", 1.95f, 2.05f)),
        new(Circle(2, 1.72f, 0.11f), Round("FBE3A2", "8F6A2B", 1.96f, 1.68f, 0.14f)),
        new(Polygon(0.03f, new(1.62f, 0.62f), new(2.38f, 0.62f), new(2.78f, 1.42f), new(1.22f, 1.42f)), Across("F7F0E2", "D9C7A6", 1.3f, 2.8f)),
        new(Polygon(0.03f, new(1.62f, 0.62f), new(2.38f, 0.62f), new(2.78f, 1.42f), new(1.22f, 1.42f)), Round("FFE9A8", "F7F0E2", 2, 1.42f, 0.8f), 0.7f),
        new(Ellipse(2, 1.44f, 0.8f, 0.035f), Plain("C9AE7C")),
    ];

    public static IReadOnlyList<Layer> Mug =>
    [
        .. Room("CFE0DD", "B5CECB", "7FA3A0"),
        Shadow(2.05f, 0.85f),
        new(Ellipse(2.68f, 1.62f, 0.36f, 0.4f).Outline(0.13f), Across("E9785A", "B54A33", 2.4f, 3f)),
        new(Polygon(0.1f, new(1.45f, 1.1f), new(2.55f, 1.1f), new(2.44f, 2.22f), new(1.56f, 2.22f)), Across("F3906F", "BE4F37", 1.35f, 2.65f)),
        new(Ellipse(2, 1.06f, 0.64f, 0.13f), Plain("F7A98C")),
        new(Ellipse(2, 1.075f, 0.56f, 0.1f), Down("7A3A26", "4A2115", 1f, 1.18f)),
        new(Box(1.58f, 1.65f, 0.07f, 0.8f, 0.035f), Plain("FFFFFF"), 0.35f, 0.06f),
        new(Steam(1.8f), Plain("FFFFFF"), 0.4f, 0.14f),
        new(Steam(2.15f), Plain("FFFFFF"), 0.32f, 0.14f),
    ];

    public static IReadOnlyList<Layer> Stool =>
    [
        .. Room("E6E3EE", "D3CEE2", "A39BC0"),
        Shadow(2f, 1.05f),
        new(Line(2, 1.2f, 2, 2.3f, 0.1f), Across("8E5F38", "6B4425", 1.95f, 2.05f)),
        new(Line(1.55f, 1.15f, 1.25f, 2.36f, 0.11f), Across("C4915E", "A5733F", 1.2f, 1.6f)),
        new(Line(2.45f, 1.15f, 2.75f, 2.36f, 0.11f), Across("A5733F", "86592E", 2.4f, 2.8f)),
        new(Line(1.42f, 1.78f, 2.58f, 1.78f, 0.06f), Across("B98550", "8E5F33", 1.4f, 2.6f)),
        new(Ellipse(2, 1.13f, 0.86f, 0.17f), Across("9C6A39", "774C25", 1.2f, 2.8f)),
        new(Ellipse(2, 1.05f, 0.86f, 0.17f), Across("E2B27E", "BC8752", 1.2f, 2.8f)),
        new(Ellipse(1.95f, 1.05f, 0.5f, 0.09f).Outline(0.012f), Plain("9C6A39"), 0.5f),
        new(Ellipse(1.9f, 1.05f, 0.25f, 0.045f).Outline(0.012f), Plain("9C6A39"), 0.5f),
    ];

    public static IReadOnlyList<Layer> Blanket =>
    [
        .. Room("F1E3D8", "E4CDBC", "BE9A84"),
        Shadow(2f, 1.2f),
        .. Fold(2.2f, "3E5C76", "2A4055", "E9E2D0"), .. Fold(1.86f, "D9A441", "B07E26", "F6EBD3"),
        .. Fold(1.52f, "A63D40", "7C282B", "F3D9CF"), .. Fold(1.18f, "E8E0CF", "C6BBA2", "8A6F52"),
    ];

    public static IReadOnlyList<Layer> Clock =>
    [
        new(_ => -9, Round("3F6B73", "23424A", 1.4f, 0.8f, 3.2f)),
        new(Circle(2.12f, 1.66f, 1.04f), Plain("0B1C21"), 0.55f, 0.5f),
        new(Circle(2, 1.5f, 1.06f), Across("E7C07A", "A9793A", 1f, 3f)),
        new(Circle(2, 1.5f, 0.97f), Round("FFFDF6", "EDE5D3", 1.8f, 1.2f, 1.5f)),
        .. Enumerable.Range(0, 12).Select(hour => new Layer(Ray(hour * MathF.PI / 6, hour % 3 == 0 ? 0.74f : 0.8f, 0.87f, hour % 3 == 0 ? 0.05f : 0.025f), Plain("2B2B2B"))),
        new(Ray(-1.02f, -0.08f, 0.5f, 0.06f), Plain("2B2B2B")),
        new(Ray(0.94f, -0.1f, 0.74f, 0.04f), Plain("2B2B2B")),
        new(Ray(3.4f, -0.18f, 0.8f, 0.016f), Plain("D1493F")),
        new(Circle(2, 1.5f, 0.055f), Plain("D1493F")),
    ];

    public static IReadOnlyList<Layer> Fern =>
    [
        .. Room("F5EFE0", "E6DCC3", "C2AE86"),
        Shadow(2.05f, 0.75f),
        .. Leaves(),
        new(Polygon(0.05f, new(1.56f, 1.6f), new(2.44f, 1.6f), new(2.3f, 2.28f), new(1.7f, 2.28f)), Across("DE8A62", "A9552F", 1.5f, 2.5f)),
        new(Box(2, 1.62f, 1.06f, 0.2f, 0.05f), Across("EDA07A", "B9633B", 1.5f, 2.5f)),
        new(Box(1.68f, 1.98f, 0.05f, 0.42f, 0.02f), Plain("FFFFFF"), 0.25f, 0.06f),
    ];

    public static IReadOnlyList<Layer> Radio =>
    [
        .. Room("D7E5F0", "BCD2E3", "86A6BF"),
        Shadow(2.05f, 1.3f),
        new(Line(2.75f, 1.1f, 3.2f, 0.4f, 0.035f), Plain("8E979E")),
        new(Box(2, 1.7f, 2.3f, 1.26f, 0.2f), Across("2F5D62", "1E4045", 0.9f, 3.1f)),
        new(Box(2, 1.67f, 2.2f, 1.14f, 0.16f), Across("F4EBD9", "DCCDB1", 0.9f, 3.1f)),
        new(Circle(1.5f, 1.68f, 0.43f), Plain("CDBB98")),
        .. Dots(1.5f, 1.68f, 0.4f),
        new(Box(2.5f, 1.42f, 0.9f, 0.3f, 0.06f), Down("FFD98E", "F2B65A", 1.25f, 1.6f)),
        .. Enumerable.Range(0, 9).Select(i => new Layer(Line(2.14f + (i * 0.09f), 1.36f, 2.14f + (i * 0.09f), i % 2 == 0 ? 1.48f : 1.43f, 0.012f), Plain("6A4A14"))),
        new(Line(2.42f, 1.3f, 2.42f, 1.54f, 0.022f), Plain("C7402F")),
        new(Circle(2.3f, 1.9f, 0.17f), Round("4A7F85", "1E4045", 2.25f, 1.84f, 0.22f)),
        new(Circle(2.75f, 1.9f, 0.17f), Round("4A7F85", "1E4045", 2.7f, 1.84f, 0.22f)),
        new(Line(2.3f, 1.9f, 2.38f, 1.79f, 0.025f), Plain("F4EBD9")),
        new(Line(2.75f, 1.9f, 2.66f, 1.8f, 0.025f), Plain("F4EBD9")),
    ];

    public static IReadOnlyList<Layer> Headphones =>
    [
        .. Room("EFD9DD", "E2BFC6", "B98791"),
        Shadow(2.05f, 1.05f),
        new(Ellipse(2, 1.5f, 0.92f, 1.0f).Outline(0.13f).Within(Box(2, 0.85f, 3, 1.5f)), Across("4B4F5C", "23252D", 1.1f, 2.9f)),
        new(Ellipse(2, 1.5f, 0.92f, 1.0f).Outline(0.03f).Within(Box(2, 0.85f, 3, 1.5f)), Plain("7B8090"), 0.6f),
        new(Box(1.14f, 1.82f, 0.36f, 0.82f, 0.17f), Across("3A3D48", "1E2027", 0.95f, 1.35f)),
        new(Box(2.86f, 1.82f, 0.36f, 0.82f, 0.17f), Across("3A3D48", "15171C", 2.65f, 3.05f)),
        new(Box(0.99f, 1.82f, 0.2f, 0.64f, 0.09f), Across("F0D2A8", "C79B62", 0.9f, 1.1f)),
        new(Box(3.01f, 1.82f, 0.2f, 0.64f, 0.09f), Across("D7AE77", "A87C45", 2.9f, 3.1f)),
        new(Box(1.06f, 1.72f, 0.02f, 0.36f, 0.01f), Plain("FFFFFF"), 0.5f, 0.03f),
    ];

    public static IReadOnlyList<Layer> Camera =>
    [
        .. Room("E9E6DA", "D5D0BD", "9F977C"),
        Shadow(2.05f, 1.25f),
        new(Box(1.35f, 1.02f, 0.34f, 0.14f, 0.05f), Plain("B9BDC3")),
        new(Polygon(0.05f, new(1.78f, 1.14f), new(1.9f, 0.9f), new(2.4f, 0.9f), new(2.52f, 1.14f)), Across("C9CDD2", "8F949B", 1.7f, 2.6f)),
        new(Box(2, 1.68f, 2.3f, 1.3f, 0.16f), Down("D5D8DC", "A3A8AF", 1.02f, 2.3f)),
        new(Box(2, 1.74f, 2.3f, 0.86f, 0.02f), Across("6B3F2A", "46261A", 0.8f, 3.2f)),
        new(Circle(2.08f, 1.78f, 0.62f), Plain("000000"), 0.4f, 0.3f),
        new(Circle(2.05f, 1.7f, 0.58f), Across("DADDE1", "7E848C", 1.5f, 2.6f)),
        new(Circle(2.05f, 1.7f, 0.5f), Plain("24272C")),
        new(Circle(2.05f, 1.7f, 0.38f), Round("3C5E86", "0E141D", 1.95f, 1.6f, 0.5f)),
        new(Circle(2.05f, 1.7f, 0.44f).Outline(0.02f), Plain("5A6068")),
        new(Ellipse(1.93f, 1.55f, 0.1f, 0.07f, -0.6f), Plain("FFFFFF"), 0.75f, 0.06f),
        new(Circle(2.88f, 1.2f, 0.07f), Plain("D1493F")),
    ];

    public static IReadOnlyList<Layer> Bicycle =>
    [
        .. Room("FBE3C0", "F6C88F", "D08F57"),
        new(Ellipse(2, 2.42f, 1.65f, 0.1f), Plain("5B3415"), 0.4f, 0.25f),
        .. Wheel(1.05f), .. Wheel(2.95f),
        new(Line(1.05f, 1.8f, 1.85f, 1.82f, 0.06f).And(Line(1.05f, 1.8f, 1.62f, 0.98f, 0.05f)), Plain("1F5F5B")),
        new(Line(1.85f, 1.82f, 1.55f, 0.86f, 0.075f).And(Line(1.62f, 1.06f, 2.62f, 1.02f, 0.075f)).And(Line(1.85f, 1.82f, 2.64f, 1.08f, 0.075f)), Across("2C8C85", "1B625D", 1.5f, 2.8f)),
        new(Line(2.58f, 0.82f, 2.95f, 1.8f, 0.065f), Plain("1F5F5B")),
        new(Line(2.58f, 0.82f, 2.86f, 0.7f, 0.05f).And(Line(2.86f, 0.7f, 2.95f, 0.8f, 0.05f)), Plain("3A2A1E")),
        new(Ellipse(1.53f, 0.83f, 0.24f, 0.06f, 0.06f), Plain("5A331C")),
        new(Circle(1.85f, 1.82f, 0.15f).Outline(0.035f), Plain("3A3A3A")),
        new(Line(1.85f, 1.82f, 1.98f, 2.08f, 0.04f).And(Line(1.9f, 2.09f, 2.06f, 2.09f, 0.05f)), Plain("3A3A3A")),
    ];

    public static IReadOnlyList<Layer> Teapot =>
    [
        .. Room("DCE6D3", "C4D4B6", "8FA87A"),
        Shadow(2f, 1.05f),
        new(Ellipse(2.82f, 1.62f, 0.36f, 0.42f).Outline(0.11f), Across("35507A", "1F3152", 2.5f, 3.2f)),
        new(Polygon(0.06f, new(1.45f, 1.55f), new(0.98f, 1.06f), new(0.82f, 1.1f), new(1.3f, 2f)), Across("6C8FC4", "3B5C92", 0.8f, 1.5f)),
        new(Ellipse(2.02f, 1.68f, 0.92f, 0.66f), Across("7C9FD2", "2B4472", 1.1f, 2.95f)),
        new(Ellipse(2.02f, 1.13f, 0.42f, 0.1f), Plain("27406B")),
        new(Ellipse(2.02f, 1.07f, 0.42f, 0.1f), Across("86A8DA", "40629B", 1.6f, 2.44f)),
        new(Circle(2.02f, 0.93f, 0.1f), Round("F0C66B", "B8852E", 1.98f, 0.9f, 0.13f)),
        new(Ellipse(2.02f, 1.72f, 0.925f, 0.665f).Within(Box(2, 1.75f, 3, 0.14f)), Plain("F4EFE2"), 0.9f),
        new(Ellipse(1.55f, 1.42f, 0.2f, 0.09f, -0.6f), Plain("FFFFFF"), 0.5f, 0.12f),
    ];

    public static IReadOnlyList<Layer> Backpack =>
    [
        .. Room("D9E2E4", "C0CED2", "8499A0"),
        Shadow(2.05f, 0.95f),
        new(Ellipse(2, 0.62f, 0.22f, 0.2f).Outline(0.07f), Plain("6B4226")),
        new(Box(1.28f, 1.6f, 0.3f, 1.1f, 0.14f), Across("B3541E", "8A3D12", 1.1f, 1.4f)),
        new(Box(2.72f, 1.6f, 0.3f, 1.1f, 0.14f), Across("A34A18", "7A340E", 2.6f, 2.9f)),
        new(Box(2, 1.5f, 1.36f, 1.72f, 0.42f), Across("E8803A", "B9571C", 1.3f, 2.7f)),
        new(Box(2, 1.02f, 1.3f, 0.7f, 0.32f), Across("D97330", "A94D17", 1.3f, 2.7f)),
        new(Box(2, 1.9f, 1.06f, 0.72f, 0.16f), Across("F2944F", "C76526", 1.4f, 2.6f)),
        new(Box(2, 1.72f, 1.06f, 0.03f), Plain("7A3A10")),
        new(Box(1.78f, 1.36f, 0.09f, 0.52f, 0.03f).And(Box(2.22f, 1.36f, 0.09f, 0.52f, 0.03f)), Plain("6B4226")),
        new(Box(1.78f, 1.5f, 0.15f, 0.11f, 0.02f).And(Box(2.22f, 1.5f, 0.15f, 0.11f, 0.02f)), Plain("E6C77C")),
        new(Box(1.5f, 1.4f, 0.06f, 0.9f, 0.03f), Plain("FFFFFF"), 0.2f, 0.08f),
    ];
}
