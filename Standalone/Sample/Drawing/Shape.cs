using System.Numerics;

namespace Products.Standalone.Sample.Drawing;

/// <summary>An outline: how far a point is from it, negative inside (a signed distance).</summary>
/// <remarks>The distances are those of Inigo Quilez, https://iquilezles.org/articles/distfunctions2d/.</remarks>
internal delegate float Shape(Vector2 point);

/// <summary>The shapes that pictures are made of. A picture is 4 wide and 3 high, and y points down.</summary>
internal static class Shapes
{
    public static Shape Circle(float x, float y, float radius) => point => (point - new Vector2(x, y)).Length() - radius;

    /// <summary>Flattened, or drawn out, and turned by an angle in radians. Its distance is near enough for edges and shadows.</summary>
    public static Shape Ellipse(float x, float y, float rx, float ry, float angle = 0) => point =>
    {
        var local = Turn(point - new Vector2(x, y), -angle);
        var length = new Vector2(local.X / rx, local.Y / ry).Length();
        var slope = new Vector2(local.X / (rx * rx), local.Y / (ry * ry)).Length();
        return slope < 1e-6f ? -MathF.Min(rx, ry) : length * (length - 1) / slope;
    };

    /// <summary>A box with rounded corners, by its middle and its size.</summary>
    public static Shape Box(float x, float y, float width, float height, float corner = 0) => point =>
    {
        var over = Vector2.Abs(point - new Vector2(x, y)) - new Vector2(width / 2, height / 2) + new Vector2(corner);
        return Vector2.Max(over, Vector2.Zero).Length() + MathF.Min(MathF.Max(over.X, over.Y), 0) - corner;
    };

    public static Shape Line(float x1, float y1, float x2, float y2, float thickness) => point =>
    {
        var (from, along) = (point - new Vector2(x1, y1), new Vector2(x2 - x1, y2 - y1));
        var share = Math.Clamp(Vector2.Dot(from, along) / along.LengthSquared(), 0, 1);
        return (from - (along * share)).Length() - (thickness / 2);
    };

    /// <param name="corner">How far the corners are rounded, outwards.</param>
    /// <param name="corners">x and y of each.</param>
    public static Shape Polygon(float corner, params Vector2[] corners) => point =>
    {
        var nearest = float.MaxValue;
        var inside = false;
        for (int i = 0, before = corners.Length - 1; i < corners.Length; before = i++)
        {
            var (edge, from) = (corners[before] - corners[i], point - corners[i]);
            nearest = MathF.Min(nearest, (from - (edge * Math.Clamp(Vector2.Dot(from, edge) / edge.LengthSquared(), 0, 1))).LengthSquared());
            inside ^= (corners[i].Y > point.Y) != (corners[before].Y > point.Y)
                && point.X < (edge.X * (point.Y - corners[i].Y) / edge.Y) + corners[i].X;
        }

        return (inside ? -1 : 1) * MathF.Sqrt(nearest) - corner;
    };

    /// <summary>The line along a shape's outline.</summary>
    public static Shape Outline(this Shape shape, float thickness) => point => MathF.Abs(shape(point)) - (thickness / 2);

    public static Shape And(this Shape one, Shape other) => point => MathF.Min(one(point), other(point));

    public static Shape Within(this Shape one, Shape other) => point => MathF.Max(one(point), other(point));

    public static Shape Without(this Shape one, Shape other) => point => MathF.Max(one(point), -other(point));

    private static Vector2 Turn(Vector2 point, float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return new((point.X * cos) - (point.Y * sin), (point.X * sin) + (point.Y * cos));
    }
}
