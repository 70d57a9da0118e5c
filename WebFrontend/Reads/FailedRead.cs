using System.Runtime.ExceptionServices;

namespace Products.WebFrontend.Reads;

/// <summary>A read that failed on the short way; the long way tells the client, and the log.</summary>
internal sealed class FailedRead(Exception failure)
{
    public void Throw() => ExceptionDispatchInfo.Throw(failure);
}
