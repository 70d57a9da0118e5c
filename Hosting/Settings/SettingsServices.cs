using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Products.Hosting.Settings;

/// <summary>Options that are bound to a section, and checked before the process starts.</summary>
public static class SettingsServices
{
    /// <summary>Binds <typeparamref name="T"/> to a section. A value out of range, or a name that is none, stops the process.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>>(new SettingsValidator<T>(section)));
        return services;
    }
}
