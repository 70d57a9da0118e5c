using System.Reflection;
using Products.Grains.Interfaces.Products;
using Products.Hosting.Logs;
using Products.ImageWorker;
using Products.Silo;
using Products.Standalone;
using Products.WebFrontend;

namespace Products.Deployment.Tests.Settings;

/// <summary>Every setting of our processes: the properties of the options classes, which are those that name their section.</summary>
internal static class KnownSettings
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(ProductLimits).Assembly, typeof(LogOptions).Assembly, typeof(SiloHost).Assembly, typeof(FrontendHost).Assembly,
        typeof(WorkerHost).Assembly, typeof(StandaloneHost).Assembly,
    ];

    /// <summary>By full name, such as <c>S3:Bucket</c>, with the default.</summary>
    public static IReadOnlyDictionary<string, object?> All { get; } = Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(options => options.Section is not null)
        .SelectMany(options => Properties(options.Type, options.Section!))
        .ToDictionary();

    private static IEnumerable<KeyValuePair<string, object?>> Properties(Type type, string section)
    {
        var defaults = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Select(property => KeyValuePair.Create($"{section}:{property.Name}", property.GetValue(defaults)));
    }
}
