namespace Products.Hosting.ImageStore;

/// <summary>An image store cannot be used. The message is for whoever runs the service: it names the setting to look at, and no secret.</summary>
public sealed class ImageStoreException(string message, Exception? cause = null) : IOException(message, cause);
