using System.Numerics;
using NetVips;

namespace Products.Standalone.Sample.Drawing;

/// <summary>One colour laid over those before it.</summary>
/// <param name="Shape">Where.</param>
/// <param name="Paint">In which colour.</param>
/// <param name="Opacity">0 to 1.</param>
/// <param name="Softness">How wide its edge fades out; 0 is sharp.</param>
internal sealed record Layer(Shape Shape, Paint Paint, float Opacity = 1, float Softness = 0);

/// <summary>A picture of layers, the first at the bottom.</summary>
/// <param name="Layers">What it shows.</param>
/// <param name="Zoom">1 shows the whole, 2 half of its width.</param>
/// <param name="X">What is in the middle.</param>
/// <param name="Y">What is in the middle.</param>
internal sealed record Picture(IReadOnlyList<Layer> Layers, float Zoom = 1, float X = 2, float Y = 1.5f)
{
    private const int Width = 1600;
    private const int Height = 1200;
    private const int Bands = 3;
    private const int Quality = 94;
    private const int Tile = 32;

    /// <summary>As grainy as film, so that soft gradients have no steps.</summary>
    private const float Grain = 0.012f;

    private float Scale => Width / 4f * Zoom;

    public byte[] ToJpeg()
    {
        var pixels = new byte[Width * Height * Bands];
        for (var y = 0; y < Height; y += Tile)
        {
            for (var x = 0; x < Width; x += Tile)
            {
                Draw(x, y, pixels);
            }
        }

        using var image = Image.NewFromMemory(pixels, Width, Height, Bands, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.JpegsaveBuffer(q: Quality);
    }

    private void Draw(int left, int top, byte[] pixels)
    {
        var layers = LayersOf(PointOf(left + (Tile / 2), top + (Tile / 2)));
        var grain = new Random((top * Width) + left);
        for (var y = top; y < Math.Min(top + Tile, Height); y++)
        {
            for (var x = left; x < left + Tile; x++)
            {
                var colour = ColourAt(PointOf(x + 0.5f, y + 0.5f), layers) + new Vector3((grain.NextSingle() - 0.5f) * 2 * Grain);
                for (var band = 0; band < Bands; band++)
                {
                    pixels[(((y * Width) + x) * Bands) + band] = (byte)Math.Clamp(MathF.Round(colour[band] * byte.MaxValue), 0, byte.MaxValue);
                }
            }
        }
    }

    /// <summary>Those that a tile shows something of: none that ends before it, nor what another covers there.</summary>
    private List<Layer> LayersOf(Vector2 middle)
    {
        var reach = Tile / Scale;
        var layers = new List<Layer>();
        foreach (var layer in Layers)
        {
            var (distance, fade) = (layer.Shape(middle), FadeOf(layer));
            if (layer.Opacity == 1 && distance < -reach - fade)
            {
                layers.Clear();
            }

            if (distance < reach + fade)
            {
                layers.Add(layer);
            }
        }

        return layers;
    }

    private Vector2 PointOf(float x, float y) => new(((x - (Width / 2f)) / Scale) + X, ((y - (Height / 2f)) / Scale) + Y);

    private float FadeOf(Layer layer) => MathF.Max(layer.Softness, 1 / Scale);

    private Vector3 ColourAt(Vector2 point, List<Layer> layers)
    {
        var colour = Vector3.Zero;
        foreach (var layer in layers)
        {
            var cover = Math.Clamp(0.5f - (layer.Shape(point) / FadeOf(layer)), 0, 1);
            if (cover > 0)
            {
                colour = Vector3.Lerp(colour, layer.Paint(point), layer.Opacity * cover * cover * (3 - (2 * cover)));
            }
        }

        return colour;
    }
}
