using Products.Grains.Interfaces.Products;
using Products.Standalone.Sample.Drawing;

namespace Products.Standalone.Sample;

/// <summary>A product of the sample.</summary>
/// <param name="Name">Its name, which is its idempotency key as well.</param>
/// <param name="Price">In US dollars.</param>
/// <param name="Description">What it is.</param>
/// <param name="Scene">What its pictures show.</param>
/// <param name="DetailX">What the second one shows from near.</param>
/// <param name="DetailY">What the second one shows from near.</param>
internal sealed record SampleProduct(string Name, decimal Price, string Description, IReadOnlyList<Layer> Scene, float DetailX, float DetailY)
{
    private const float DetailZoom = 2.2f;

    /// <summary>Oldest first, so that the catalogue begins with the last.</summary>
    public static IReadOnlyList<SampleProduct> All { get; } =
    [
        new("Weekend Backpack", 89.00m, "Waxed canvas with leather straps, 24 litres. Holds a laptop, a jumper and a good book.", Scenes.Backpack, 2, 1.4f),
        new("City Bicycle", 649.00m, "A steel frame, three gears and nothing that breaks. 13.5 kg.", Scenes.Bicycle, 1.9f, 1.5f),
        new("Oak Stool", 120.00m, "Solid oak, oiled, 45 cm high. Stands firm on three legs, even where the floor does not.", Scenes.Stool, 2.1f, 1.2f),
        new("Wool Blanket", 75.50m, "Merino and a little cashmere, 140 × 200 cm. Woven in four colours.", Scenes.Blanket, 2.3f, 1.6f),
        new("Studio Headphones", 179.99m, "Closed, light, and comfortable for a whole day. The cable can be replaced, and so can the pads.", Scenes.Headphones, 1.3f, 1.6f),
        new("Folding Camera", 435.00m, "A 35 mm film camera with a bright 50 mm lens. No battery needed.", Scenes.Camera, 2.1f, 1.6f),
        new("Kitchen Radio", 64.90m, "One dial, one speaker, and all stations that there are.", Scenes.Radio, 2.4f, 1.6f),
        new("Fern in a Clay Pot", 18.00m, "Wants shade and a glass of water on Sundays. The pot is thrown by hand.", Scenes.Fern, 2, 1.3f),
        new("Blue Teapot", 42.00m, "Stoneware, 1.2 litres, with a brass knob. Pours without a drop.", Scenes.Teapot, 1.6f, 1.4f),
        new("Station Clock", 98.00m, "The face of a railway clock, 30 cm across. The second hand sweeps.", Scenes.Clock, 2.3f, 1.2f),
        new("Terracotta Mug", 14.50m, "Three decilitres, glazed inside. Safe in the dishwasher.", Scenes.Mug, 2.2f, 1.4f),
        new("Brass Lamp", 129.00m, "Turned brass with a linen shade. A warm light to read by.", Scenes.Lamp, 2, 1.6f),
    ];

    /// <summary>The whole, and a detail.</summary>
    public IEnumerable<(Picture Picture, string AltText)> Pictures =>
        [(new Picture(Scene), $"{Name} on a table"), (new Picture(Scene, DetailZoom, DetailX, DetailY), $"{Name}, seen from near")];

    public CreateProduct ToCommand(Guid owner) => new()
    {
        UserId = owner,
        ProductName = Name,
        ProductDescription = Description,
        ProductPrice = Price,
        Currency = "USD",
        ProductImages = [],
    };
}
