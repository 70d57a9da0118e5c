using System.Globalization;
using System.Reflection;

namespace Products.Grains.Tests.Contracts;

/// <summary>What of a type is on the wire: its alias, and the ids and types of its members, or the values of an enum.</summary>
internal static class WireType
{
    /// <returns>A paragraph for each type, in the order of the aliases.</returns>
    public static string AllOf(Assembly assembly) => string.Join('\n', assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) || type.IsDefined(typeof(AliasAttribute), inherit: false))
        .Select(type => $"{Alias(type)}\n{string.Concat(Members(type).Select(member => $"  {member}\n"))}")
        .Order(StringComparer.Ordinal));

    private static string Alias(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetValues(type).Cast<object>().Select(value => $"{Convert.ToInt64(value, CultureInfo.InvariantCulture)}: {value}")
        : from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
          let id = property.GetCustomAttribute<IdAttribute>()
          where id is not null
          orderby id.Id
          select $"{id.Id}: {property.Name} {Name(property.PropertyType)}";

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name,
    };
}
