using System.Numerics;
using static Products.Standalone.Sample.Drawing.Paints;
using static Products.Standalone.Sample.Drawing.Shapes;

namespace Products.Standalone.Sample.Drawing;

/// <summary>What scenes have in common, or have several of.</summary>
internal static class SceneParts
{
    /// <summary>Where things stand on the table.</summary>
    public const float Table = 2.32f;

    /// <summary>A wall that is lit from the left, and a table before it.</summary>
    public static Layer[] Room(string light, string wall, string table) =>
    [
        new(_ => -9, Round(light, wall, 1.3f, 0.7f, 2.8f)),
        new(Box(2, 3.1f, 9, 2), Down(table, light, 2.1f, 3.6f)),
        new(Box(2, 2.1f, 9, 0.02f), Plain("000000"), 0.12f, 0.06f),
    ];

    public static Layer Shadow(float x, float width) => new(Ellipse(x, Table + 0.06f, width, 0.12f), Plain("1A0F08"), 0.5f, 0.3f);

    public static Shape Steam(float x) => point =>
        MathF.Max(MathF.Abs(point.X - x - (0.07f * MathF.Sin(point.Y * 9))) - 0.03f, MathF.Abs(point.Y - 0.6f) - 0.3f);

    public static Layer[] Fold(float y, string light, string dark, string stripe) =>
    [
        new(Box(2, y + 0.05f, 2.3f, 0.34f, 0.15f), Plain("000000"), 0.3f, 0.12f),
        new(Box(2, y, 2.3f, 0.34f, 0.16f), Across(light, dark, 0.9f, 3.2f)),
        new(Box(2.35f, y, 0.16f, 0.34f).Within(Box(2, y, 2.3f, 0.34f, 0.16f)), Plain(stripe), 0.9f),
        new(Box(2.62f, y, 0.06f, 0.34f).Within(Box(2, y, 2.3f, 0.34f, 0.16f)), Plain(stripe), 0.9f),
        new(Box(1.9f, y - 0.1f, 1.9f, 0.03f, 0.015f), Plain("FFFFFF"), 0.25f, 0.06f),
    ];

    /// <summary>A line from the middle of the clock outwards; the angle is clockwise from the top.</summary>
    public static Shape Ray(float angle, float from, float to, float thickness)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return Line(2 + (sin * from), 1.5f - (cos * from), 2 + (sin * to), 1.5f - (cos * to), thickness);
    }

    public static IEnumerable<Layer> Leaves() =>
        from i in Enumerable.Range(0, 11)
        let angle = -1.35f + (i * 0.27f)
        let length = 0.55f + (0.12f * MathF.Cos(i * 2.4f))
        let middle = new Vector2(2 + (MathF.Sin(angle) * length), 1.6f - (MathF.Cos(angle) * length))
        from layer in new Layer[]
        {
            new(Ellipse(middle.X, middle.Y, 0.15f, length, angle), Down(i % 2 == 0 ? "5FA35A" : "3F8149", i % 2 == 0 ? "2F6B3B" : "1F5030", 0.4f, 1.7f)),
            new(Line(2, 1.6f, middle.X + (MathF.Sin(angle) * length * 0.8f), middle.Y - (MathF.Cos(angle) * length * 0.8f), 0.014f), Plain("CBE3B4"), 0.7f),
        }
        select layer;

    public static IEnumerable<Layer> Dots(float x, float y, float radius) =>
        from row in Enumerable.Range(-5, 11)
        from column in Enumerable.Range(-5, 11)
        where new Vector2(row, column).Length() * 0.075f < radius
        select new Layer(Circle(x + (column * 0.075f), y + (row * 0.075f), 0.02f), Plain("4A3A22"));

    public static Layer[] Wheel(float x) =>
    [
        .. Enumerable.Range(0, 9).Select(spoke => new Layer(Spoke(x, spoke * MathF.PI / 9), Plain("6E6257"), 0.7f)),
        new(Circle(x, 1.8f, 0.56f).Outline(0.07f), Plain("2B2622")),
        new(Circle(x, 1.8f, 0.51f).Outline(0.02f), Plain("E9E2D8")),
        new(Circle(x, 1.8f, 0.06f), Plain("4A4541")),
    ];

    public static Shape Spoke(float x, float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return Line(x - (sin * 0.5f), 1.8f - (cos * 0.5f), x + (sin * 0.5f), 1.8f + (cos * 0.5f), 0.009f);
    }
}
