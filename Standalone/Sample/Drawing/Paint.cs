using System.Globalization;
using System.Numerics;

namespace Products.Standalone.Sample.Drawing;

/// <summary>The colour of each point: red, green and blue between 0 and 1.</summary>
internal delegate Vector3 Paint(Vector2 point);

internal static class Paints
{
    /// <param name="colour">As <c>RRGGBB</c>.</param>
    public static Paint Plain(string colour)
    {
        var rgb = Parse(colour);
        return _ => rgb;
    }

    /// <summary>From one colour at the left to another at the right, as light falls on a round thing.</summary>
    public static Paint Across(string left, string right, float from, float to) => Blend(left, right, point => (point.X - from) / (to - from));

    /// <summary>From one colour at the top to another at the bottom.</summary>
    public static Paint Down(string top, string bottom, float from, float to) => Blend(top, bottom, point => (point.Y - from) / (to - from));

    /// <summary>From one colour in the middle to another at a distance.</summary>
    public static Paint Round(string middle, string edge, float x, float y, float radius) =>
        Blend(middle, edge, point => (point - new Vector2(x, y)).Length() / radius);

    private static Paint Blend(string one, string other, Func<Vector2, float> share)
    {
        var (from, to) = (Parse(one), Parse(other));
        return point => Vector3.Lerp(from, to, Math.Clamp(share(point), 0, 1));
    }

    private static Vector3 Parse(string colour)
    {
        var rgb = int.Parse(colour, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Vector3((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255) / 255;
    }
}
