namespace Products.Hosting.ImageStore;

/// <summary>Where pictures are kept: a folder, or a bucket. Thread safe.</summary>
/// <remarks>
/// Keys are relative paths of lower-case letters, digits, dots and dashes between slashes; any other key is an
/// <see cref="ArgumentException"/>. A store that cannot be reached throws <see cref="IOException"/>.
/// </remarks>
public interface IImageStore
{
    /// <summary>Stores an object, whole or not at all, and replaces the one that was there.</summary>
    /// <returns>How many bytes were stored.</returns>
    Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading.</summary>
    /// <returns>A stream that the caller disposes of, or null when there is no such object.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes every object whose key begins with <paramref name="prefix"/>, which ends with a slash.</summary>
    Task DeleteAllAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>The URL under which browsers find an object: absolute, or relative to the API's origin.</summary>
    string UrlOf(string key);
}
