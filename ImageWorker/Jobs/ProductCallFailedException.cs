namespace Products.ImageWorker.Jobs;

/// <summary>A call of the product failed, and not the work on its image: the cluster or its storage is away, or has a fault.</summary>
internal sealed class ProductCallFailedException(Exception cause) : Exception(cause.Message, cause)
{
    public Exception Cause { get; } = cause;

    /// <exception cref="ProductCallFailedException">Whatever the call throws.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception cause)
        {
            throw new ProductCallFailedException(cause);
        }
    }
}
